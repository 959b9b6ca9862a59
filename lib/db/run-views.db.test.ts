import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase } from "@/scripts/testing/fresh-database";
import { closeDb, db } from "./client";
import { insertCreated } from "./ledger";
import { selectRemovalOf, selectRunDetail, selectRunPage, type RunFilter } from "./run-views";
import { endRun, insertRun } from "./runs";
import { insertSteps } from "./steps";

const mine = { cloudId: "cloud", projectId: "demo" };
const theirs = { cloudId: "cloud", projectId: "alt" };
const all: RunFilter = { search: "", states: [], kind: null, planId: null, page: 1, size: 10 };
const base = { projectName: "demo", siteId: "one", requestedBy: "ana", requestedById: "ana" };

beforeAll(async () => {
  await freshDatabase();
  for (let index = 0; index < 12; index += 1) {
    await insertRun(db(), {
      ...base,
      ...mine,
      id: `c${index}`,
      kind: "checkpoint",
      title: `Checkpoint of shop ${index}`,
      input: null,
    });
    await insertSteps(db(), `c${index}`, [
      { key: "a", title: "a" },
      { key: "b", title: "b" },
    ]);
  }
  await db().step.updateMany({ where: { runId: "c0", key: "a" }, data: { state: "done" } });
  await endRun(db(), "c1", { state: "failed" }, new Date());
  await insertRun(db(), { ...base, ...mine, id: "restore", kind: "restore", title: "Restore", input: null });
  await insertCreated(
    { id: "restore", ...mine },
    { siteId: "one", kind: "OS::Cinder::Volume", resourceId: "v", name: "data", tag: "t" },
  );
  await insertRun(db(), {
    ...base,
    ...mine,
    id: "removal",
    kind: "remove-restored",
    title: "Removal",
    input: { restoreRunId: "restore", things: [] },
  });
  await insertRun(db(), {
    ...base,
    ...theirs,
    id: "foreign",
    kind: "restore",
    title: "Restore of theirs",
    input: null,
  });
});
afterAll(closeDb);

test("runs come page by page with how far each has come", async () => {
  const first = await selectRunPage(mine, all);
  const second = await selectRunPage(mine, { ...all, page: 2 });
  expect(first.total).toBe(14);
  expect(first.rows).toHaveLength(10);
  expect(second.rows).toHaveLength(4);
  const found = [...first.rows, ...second.rows].find((run) => run.id === "c0");
  expect(found).toMatchObject({ stepsDone: 1, stepsTotal: 2 });
});

test.each<[string, Partial<RunFilter>, number]>([
  ["by state", { states: ["failed"] }, 1],
  ["by kind", { kind: "restore" }, 1],
  ["by a part of the title, in any case", { search: "SHOP 1" }, 3],
  ["by all of them", { kind: "checkpoint", states: ["failed"], search: "shop 2" }, 0],
])("the list is narrowed %s", async (_name, filter, expected) => {
  expect((await selectRunPage(mine, { ...all, ...filter })).total).toBe(expected);
});

test("another project's run does not exist; who may see all projects sees it", async () => {
  expect(await selectRunDetail(mine, "foreign")).toBeNull();
  expect((await selectRunDetail({ cloudId: "cloud", projectId: null }, "foreign"))?.id).toBe("foreign");
  expect(await selectRunDetail({ cloudId: "elsewhere", projectId: null }, "foreign")).toBeNull();
});

test("a restore knows its ledger and the run that removes what it made", async () => {
  expect((await selectRunDetail(mine, "restore"))?.created).toMatchObject([{ resourceId: "v", removedAt: null }]);
  expect(await selectRemovalOf(mine, "restore")).toMatchObject({ id: "removal" });
  expect(await selectRemovalOf(theirs, "restore")).toBeNull();
});
