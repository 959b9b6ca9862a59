import { once } from "node:events";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { withClient } from "@/scripts/lib/postgres.mjs";
import { bundleWorker, copyDatabase, dropDatabase, startWorker, stopWorker, urlOf } from "./stage";
import { until } from "./workload";

const servers = inject("postgres");
const TIMES = 5;
let databases: string[] = [];

beforeAll(async () => {
  process.env.AUTH_SECRET ??= "a-secret-for-tests-with-enough-characters";
  bundleWorker();
  databases = await Promise.all(Array.from({ length: TIMES }, () => copyDatabase(servers, "breakwater_template")));
});
afterAll(() => Promise.all(databases.map((database) => dropDatabase(servers, database))));

test("two workers that begin on an empty database at the same instant both come to work, every time", async () => {
  for (const database of databases) {
    const databaseUrl = urlOf(servers.application, database);
    const workers = ["one", "two"].map((workerId) => startWorker({ databaseUrl, workerId }));
    const ends = Promise.race(workers.map((worker) => once(worker, "exit"))).then(() => "a worker ended");
    const both = until("both workers", async () => (await working(databaseUrl)) === 2, 30_000).then(() => "both work");
    expect(await Promise.race([both, ends])).toBe("both work");
    await Promise.all(workers.map(stopWorker));
  }
});

function working(databaseUrl: string): Promise<number> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query('select count(*)::int as count from "Worker"');
    return rows[0].count;
  });
}
