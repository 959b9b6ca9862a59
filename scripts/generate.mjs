// Prisma's generator asks for a native engine that it then does not use; any
// executable file satisfies it, and nothing has to be downloaded.
import { execFileSync } from "node:child_process";
import { root, bin } from "./lib/paths.mjs";

execFileSync(process.execPath, [bin("prisma/build/index.js"), "generate", "--no-hints"], {
  cwd: root,
  stdio: process.argv.includes("--quiet") ? "ignore" : "inherit",
  env: {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    CHECKPOINT_DISABLE: "1",
  },
});
