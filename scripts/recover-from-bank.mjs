// npm run recover-from-bank -- <entry of clouds.yaml, or site> <container>
// npm run recover-from-bank -- --directory <folder> <container>
// Takes what a plan's bank holds into this Breakwater, which may be new and empty.
// BREAKWATER_BANK_KEY is the bank's key; OS_CLIENT_CONFIG_FILE names the clouds.yaml.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { migrateDatabase } from "./lib/migrate-database.mjs";
import { dataDir, root } from "./lib/paths.mjs";
import { ensureDatabase, startPostgres } from "./lib/postgres.mjs";
import { settings } from "./lib/settings.mjs";

const env = settings();
const database = await openDatabase();
const { status } = spawnSync(
  process.execPath,
  ["--import", "tsx", "scripts/recover/main.ts", ...process.argv.slice(2)],
  // Its words are for people: the log is left to what goes wrong.
  {
    cwd: root,
    stdio: "inherit",
    env: { LOG_LEVEL: "error", ...process.env, ...env, DATABASE_URL: database.url },
  },
);
await database.close();
process.exit(status ?? 1);

async function openDatabase() {
  const external = process.env.DATABASE_URL;
  if (external) {
    await migrateDatabase({ ownerUrl: process.env.MIGRATION_DATABASE_URL ?? external, applicationUrl: external });
    return { url: external, close: async () => {} };
  }
  const serving = isServing();
  const server = await startPostgres(path.join(dataDir(), "database"));
  await ensureDatabase(server, "breakwater");
  await migrateDatabase({ ownerUrl: server.ownerUrl("breakwater"), applicationUrl: server.url("breakwater") });
  return { url: server.url("breakwater"), close: async () => (serving ? undefined : server.stop()) };
}

/** A Breakwater that runs here keeps its database. */
function isServing() {
  try {
    process.kill(Number(fs.readFileSync(path.join(dataDir(), "supervisor.pid"), "utf8")), 0);
    return true;
  } catch {
    return false;
  }
}
