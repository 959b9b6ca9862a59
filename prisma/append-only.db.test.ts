import { beforeAll, expect, test } from "vitest";
import { withClient } from "../scripts/lib/postgres.mjs";
import { freshDatabase, type FreshDatabase } from "../scripts/testing/fresh-database";

let database: FreshDatabase;
const row = `insert into "Audit" ("actorId", "actorName", action, "objectKind", "objectId", "objectName", result) values ('u1', 'ana', 'plan.create', 'plan', 'p1', 'billing', 'done')`;

beforeAll(async () => {
  database = await freshDatabase();
  await withClient(database.url, async (client) => {
    for (let n = 0; n < 3; n++) await client.query(row);
  });
});

test.each([`update "Audit" set reason = 'x'`, `delete from "Audit"`, `truncate "Audit"`])(
  "the application may not %s",
  async (sql) => {
    await expect(withClient(database.url, (client) => client.query(sql))).rejects.toThrow(/permission denied/);
  },
);

test.each([`update "Audit" set reason = 'x'`, `delete from "Audit"`, `truncate "Audit"`])(
  "nor may the owner %s",
  async (sql) => {
    await expect(withClient(database.ownerUrl, (client) => client.query(sql))).rejects.toThrow(/append-only/);
  },
);

test("the chain holds, and a forged row is found", async () => {
  const breaks = () =>
    withClient(database.ownerUrl, async (client) => (await client.query("select * from audit_first_break()")).rows);
  expect(await breaks()).toEqual([]);
  await withClient(database.ownerUrl, async (client) => {
    await client.query(`alter table "Audit" disable trigger audit_keep`);
    await client.query(
      `update "Audit" set reason = 'forged' where id = (select id from "Audit" order by id offset 1 limit 1)`,
    );
    await client.query(`alter table "Audit" enable trigger audit_keep`);
  });
  expect(await breaks()).toHaveLength(1);
});

test("writers at the same time make one chain", async () => {
  const fresh = await freshDatabase();
  await Promise.all(
    Array.from({ length: 8 }, () =>
      withClient(fresh.url, async (client) => {
        for (let n = 0; n < 10; n++) await client.query(row);
      }),
    ),
  );
  const rows = await withClient(
    fresh.ownerUrl,
    async (client) => (await client.query("select * from audit_first_break()")).rows,
  );
  expect(rows).toEqual([]);
});
