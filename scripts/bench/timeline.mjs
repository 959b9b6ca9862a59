// Measures the timeline with 10,000 points: `node scripts/bench/timeline.mjs`. Takes DATABASE_URL, or a throw-away
// PostgreSQL of its own; prints what each zoom costs on the server and how much of it travels.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { migrateDatabase } from "../lib/migrate-database.mjs";
import { ensureDatabase, startPostgres } from "../lib/postgres.mjs";

const given = process.env.DATABASE_URL;
const dir = given ? null : fs.mkdtempSync(path.join(os.tmpdir(), "breakwater-bench-"));
const server = dir && (await startPostgres(dir, { fast: true }));
if (server) {
  await ensureDatabase(server, "bench");
  await migrateDatabase({ ownerUrl: server.ownerUrl("bench"), applicationUrl: server.url("bench") });
}
const { status } = spawnSync(
  process.execPath,
  [
    "--conditions=react-server",
    "--import",
    "tsx",
    path.join(import.meta.dirname, "timeline.ts"),
    ...process.argv.slice(2),
  ],
  {
    stdio: "inherit",
    env: {
      AUTH_SECRET: "a-secret-for-the-bench-with-enough-characters",
      ...process.env,
      DATABASE_URL: given ?? server.url("bench"),
    },
  },
);
await server?.stop();
if (dir) fs.rmSync(dir, { recursive: true, force: true });
process.exit(status ?? 1);
