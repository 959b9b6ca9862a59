import { PrismaPg } from "@prisma/adapter-pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PrismaClient } from "@/generated/prisma/client";
import { closeDb, db } from "@/lib/db/client";
import { withClient } from "@/scripts/lib/postgres.mjs";
import { freshDatabase, type FreshDatabase } from "@/scripts/testing/fresh-database";
import { foreseen } from "./foreseen";

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(closeDb);

const lost = { code: "unreachable", message: "Breakwater's database cannot be reached." };

async function failureOf(work: () => Promise<unknown>) {
  return foreseen(
    await work().then(
      () => null,
      (error: unknown) => error,
    ),
  );
}

test("a database that ends under a query is said to be away", async () => {
  const asking = failureOf(() => db().$queryRaw`select pg_sleep(30)`);
  await expect
    .poll(() =>
      withClient(fresh.ownerUrl, async (client) => {
        const { rowCount } = await client.query(
          "select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep%' and pid <> pg_backend_pid()",
        );
        return rowCount;
      }),
    )
    .toBe(1);
  expect(await asking).toMatchObject(lost);
});

test("a wrong query is a bug, not an absence", async () => {
  expect(await failureOf(() => db().$queryRaw`select nothing from nowhere`)).toBeNull();
});

test("a database at which nobody listens is said to be away, also to what would write", async () => {
  const adapter = new PrismaPg({ connectionString: "postgresql://nobody:nothing@127.0.0.1:9/none" });
  const nowhere = new PrismaClient({ adapter });
  expect(await failureOf(() => nowhere.site.findMany())).toMatchObject(lost);
  expect(await failureOf(() => nowhere.$transaction((tx) => tx.site.findMany()))).toMatchObject(lost);
});
