// npm start: from a fresh clone to a running Breakwater. Installs what is missing,
// builds, starts the database, the demo cloud where no real one is named, worker and web.
import { checkNode, ensureInstalled, say } from "./lib/install.mjs";

checkNode();
ensureInstalled();

const { run } = await import("./lib/run.mjs");
try {
  await run({ say });
} catch (error) {
  console.error(`\nBreakwater could not start: ${error.message}`);
  if (process.env.BREAKWATER_VERBOSE) console.error(error);
  process.exit(1);
}
