import { ensureBuilt } from "./lib/build.mjs";
import { say } from "./lib/install.mjs";

ensureBuilt({ say, force: true });
say("Built");
