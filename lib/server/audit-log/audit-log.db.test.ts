import { afterAll, beforeAll, expect, test } from "vitest";
import { insertAudit } from "@/lib/db/audit";
import { closeDb, db } from "@/lib/db/client";
import { auditExportQuery, auditQuery, auditView } from "@/lib/domain/audit";
import type { Actor } from "@/lib/domain/permissions";
import { freshDatabase } from "@/scripts/testing/fresh-database";
import { exportAudit } from "./export";
import { auditPageOf, checkChain } from "./queries";

const who = (userName: string, projectId: string, roles = ["member"]): Actor => ({
  sessionId: "s",
  userId: userName,
  userName,
  cloudId: "cloud",
  projectId,
  projectName: projectId,
  roles,
  requestId: "req-1",
  address: "10.0.0.1",
});
const ana = who("ana", "billing");
const ben = who("ben", "crm");
const admin = who("root", "admin", ["admin"]);

async function record(actor: Actor, name: string, result: "done" | "refused" = "done") {
  await insertAudit(db(), {
    actor,
    scope: actor,
    action: "plan.create",
    object: { kind: "plan", id: `id-${name}`, name },
    result,
    after: { name },
  });
}

beforeAll(async () => {
  await freshDatabase();
  for (const name of ["one", "two", "=three"]) await record(ana, name);
  await record(ben, "secret", "refused");
  await insertAudit(db(), {
    actor: admin,
    scope: null,
    action: "site.add",
    object: { kind: "site", id: "s1", name: "RegionOne" },
    result: "done",
  });
  await insertAudit(db(), {
    actor: ben,
    scope: { cloudId: "elsewhere", projectId: "crm", projectName: "crm" },
    action: "plan.create",
    object: { kind: "plan", id: "x", name: "elsewhere" },
    result: "done",
  });
});
afterAll(closeDb);

const names = async (actor: Actor, query: object = {}) =>
  (await auditPageOf(actor, auditQuery.parse(query))).rows.map(({ objectName }) => objectName);

test("a tenant sees the own project's records alone, newest first", async () => {
  expect(await names(ana)).toEqual(["=three", "two", "one"]);
  expect(await names(ben)).toEqual(["secret"]);
});

test("an administrator sees the whole cloud with its sites, and no other cloud", async () => {
  const page = await auditPageOf(admin, auditQuery.parse({}));
  expect(page.everyProject).toBe(true);
  expect(page.rows.map(({ objectName }) => objectName)).toEqual(["RegionOne", "secret", "=three", "two", "one"]);
});

test.each([
  [{ search: "TWO" }, ["two"]],
  [{ action: "plan.edit" }, []],
  [{ objectId: "id-one" }, ["one"]],
  [{ result: "refused" }, []],
  [{ to: "2020-01-01T00:00:00Z" }, []],
])("narrowed by %o", async (query, expected) => {
  expect(await names(ana, query)).toEqual(expected);
});

test("pages follow one another by marker", async () => {
  const first = await auditPageOf(ana, auditQuery.parse({ limit: 2 }));
  const second = await auditPageOf(ana, auditQuery.parse({ limit: 2, marker: first.nextMarker }));
  expect([first, second].map(({ rows }) => rows.length)).toEqual([2, 1]);
  expect(second.nextMarker).toBeNull();
});

test("the chain holds", async () => {
  expect(await checkChain()).toMatchObject({ holds: true, firstBreakId: null, records: 6 });
});

test("an export holds what the filter fits, disarms formulas, and is on record itself", async () => {
  const csv = await (await exportAudit(ana, auditExportQuery.parse({ format: "csv", search: "three" }))).text();
  expect(csv.split("\r\n")).toHaveLength(3);
  expect(csv).toContain("'=three");
  const exported = await auditPageOf(ana, auditQuery.parse({ action: "audit.export" }));
  expect(exported.rows[0]).toMatchObject({ actorName: "ana", after: { search: "three" } });
  const answer = await exportAudit(ben, auditExportQuery.parse({ format: "json" }));
  const rows = auditView.array().parse(JSON.parse(await answer.text()));
  expect(rows.map(({ actorName }) => actorName)).toEqual(["ben", "ben"]);
  expect(answer.headers.get("content-disposition")).toMatch(/attachment; filename="audit-crm-/);
});
