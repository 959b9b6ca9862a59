import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { migrateDatabase } from "../lib/migrate-database.mjs";
import { ensureDatabase, startPostgres } from "../lib/postgres.mjs";

const TEMPLATE = "breakwater_template";

/** One server for all tests of a run, with a migrated database that each test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "breakwater-test-"));
  const server = await startPostgres(dir, { fast: true });
  await ensureDatabase(server, TEMPLATE);
  await migrateDatabase({ ownerUrl: server.ownerUrl(TEMPLATE), applicationUrl: server.url(TEMPLATE) });
  project.provide("postgres", { owner: server.ownerUrl("postgres"), application: server.url("postgres") });
  return async () => {
    await server.stop();
    fs.rmSync(dir, { recursive: true, force: true });
  };
}
