import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Prisma } from "@/generated/prisma/client";
import { freshDatabase } from "@/scripts/testing/fresh-database";
import {
  countCheckpoints,
  lockCheckpoint,
  selectCheckpointDetail,
  selectCheckpointPage,
  selectNeededBy,
  selectNeeds,
  selectOwnManifest,
  selectRunsOf,
  setPinned,
} from "./checkpoint-views";
import { closeDb, db, inTransaction } from "./client";
import { selectMedianDurations } from "./overview";
import { selectPlanPoints } from "./plan-points";
import {
  countPoints,
  selectCarried,
  selectLaneRows,
  selectPointSlice,
  selectSpanPoints,
  selectStripRows,
} from "./timeline-points";

const scope = { cloudId: "cloud", projectId: "demo" };
const elsewhere = { cloudId: "cloud", projectId: "other" };
const noon = new Date("2026-11-20T12:00:00Z");
const hours = (n: number) => new Date(noon.getTime() + n * 3_600_000);

beforeAll(freshDatabase);
afterAll(closeDb);

let planId = "";
let serial = 0;
beforeEach(async () => {
  const plan = await db().plan.create({
    data: {
      ...scope,
      projectName: "demo",
      siteId: "one",
      name: `plan ${++serial}`,
      selection: {},
      schedule: {},
      retention: {},
      fullEvery: 1,
      consistency: "crash",
      ownerUserId: "u",
      ownerUserName: "u",
    },
    select: { id: true },
  });
  planId = plan.id;
});

async function add(at: Date, change: Partial<Prisma.CheckpointUncheckedCreateInput> = {}): Promise<string> {
  const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000);
  const row = await db().checkpoint.create({
    data: {
      planId,
      ...scope,
      siteId: "one",
      state: "usable",
      trigger: "manual",
      createdAt: at,
      capturedAt: at,
      localAt: later(1),
      offsiteAt: later(10),
      memberCount: 1,
      capturedCount: 1,
      consistency: "crash",
      ...change,
    },
    select: { id: true },
  });
  return row.id;
}

async function addCopy(checkpointId: string, remoteId: string, parentId: string | null): Promise<string> {
  const captured = await db().captured.create({
    data: {
      checkpointId,
      kind: "OS::Cinder::Volume",
      resourceId: "v",
      name: "db",
      state: "captured",
      capturedAt: noon,
    },
    select: { id: true },
  });
  const copy = await db().copy.create({
    data: {
      ...scope,
      checkpointId,
      capturedId: captured.id,
      siteId: `one-${planId}`,
      medium: "backup",
      remoteId,
      parentId,
      state: "available",
      availableAt: hours(1),
    },
    select: { id: true },
  });
  return copy.id;
}

test("the strip reads what counts in the window, in whole milliseconds", async () => {
  await add(hours(-48), { goneAt: hours(-30) });
  const kept = await add(hours(-47.5));
  const failed = await add(hours(-1), {
    state: "failed",
    capturedAt: null,
    localAt: null,
    offsiteAt: null,
    capturedCount: 0,
    goneAt: hours(-1),
  });
  await add(hours(3));
  const rows = await selectStripRows(planId, { from: hours(-24), to: noon });
  expect(rows.map(({ id }) => id)).toEqual([kept, failed]);
  expect(rows[0]).toMatchObject({
    createdAt: hours(-47.5).getTime(),
    offsiteAt: hours(-47.5).getTime() + 600_000,
    verifiedAt: null,
    complete: true,
    holds: true,
    pinned: false,
  });
  expect(rows[1]).toMatchObject({ capturedAt: null, complete: false, holds: false });
  expect(await selectStripRows("none", { from: hours(-24), to: noon })).toEqual([]);
});

test("carried into a day is the newest point of each rung that was still there", async () => {
  await add(hours(-60));
  const older = await add(hours(-50), { verifiedAt: hours(-40) });
  const newest = await add(hours(-49));
  await add(hours(-48), { state: "partial", capturedCount: 0 });
  await add(hours(-47), { goneAt: hours(-30) });
  const carried = await selectCarried(planId, { from: hours(-24), to: noon }, { level: "crash", depth: 1 });
  expect(carried.map(({ id }) => id).sort()).toEqual([older, newest].sort());
  expect(await selectCarried(planId, { from: hours(-24), to: noon }, { level: "filesystem" })).toEqual([]);
});

test("a day holds what began in it, and the copies that only came in it", async () => {
  await add(hours(-30));
  const late = await add(hours(-26), { offsiteAt: hours(-20) });
  const own = await add(hours(-10));
  const found = await selectSpanPoints(planId, { from: hours(-24), to: noon });
  expect(found.map(({ id }) => id)).toEqual([late, own]);
});

test("the table's pages follow each other without a row lost or twice, also where times are equal", async () => {
  const ids = await Promise.all([1, 1, 1, 2, 3].map((hour) => add(hours(-hour))));
  const seen: string[] = [];
  for (let after: { createdAt: Date; id: string } | null = null; ;) {
    const page = await selectPointSlice(planId, { from: null, to: null }, { after, limit: 2 });
    seen.push(...page.map(({ id }) => id));
    const last = page.at(-1);
    if (!last) break;
    after = { createdAt: last.createdAt, id: last.id };
  }
  expect(seen).toHaveLength(5);
  expect(new Set(seen)).toEqual(new Set(ids));
  expect(await countPoints(planId, { from: hours(-2), to: null })).toBe(4);
});

test("a chain is known from both ends, however long, and an expired link no longer needs anything", async () => {
  const [full, second, third, gone] = [
    await add(hours(-4)),
    await add(hours(-3)),
    await add(hours(-2)),
    await add(hours(-1)),
  ];
  const a = await addCopy(full, `a${planId}`, null);
  const b = await addCopy(second, `b${planId}`, a);
  const c = await addCopy(third, `c${planId}`, b);
  const last = await addCopy(gone, `d${planId}`, c);
  await db().copy.update({ where: { id: last }, data: { goneAt: noon, state: "gone" }, select: { id: true } });
  await db().checkpoint.update({ where: { id: gone }, data: { goneAt: noon, state: "expired" }, select: { id: true } });
  expect((await selectNeeds(third)).map(({ id }) => id)).toEqual([second, full]);
  expect((await selectNeededBy(full)).map(({ id }) => id)).toEqual([second, third]);
  expect(await selectNeededBy(third)).toEqual([]);
  expect(await selectLaneRows([third])).toMatchObject([{ name: "db", copiedAt: hours(1) }]);
});

test("another project finds, locks and reads nothing", async () => {
  const id = await add(hours(-1), { manifest: { version: 1 }, manifestSha256: "x" });
  expect(await selectCheckpointDetail(scope, id)).toMatchObject({ id });
  expect(await selectCheckpointDetail(elsewhere, id)).toBeNull();
  expect(await selectOwnManifest(scope, id)).toMatchObject({ manifest: { version: 1 }, sha256: "x" });
  expect(await selectOwnManifest(elsewhere, id)).toBeNull();
  expect(await inTransaction((tx) => lockCheckpoint(tx, elsewhere, id))).toBeNull();
  expect(
    (await selectCheckpointPage(elsewhere, { planId, siteId: null, state: null }, { skip: 0, take: 10 })).total,
  ).toBe(0);
  expect(await selectRunsOf(elsewhere, id)).toEqual([]);
});

test("the list is narrowed by state, and what is kept on purpose is found", async () => {
  const kept = await add(hours(-1));
  await add(hours(-2), { state: "expired", goneAt: noon });
  await add(hours(-3), { state: "failed", goneAt: noon });
  await inTransaction((tx) => setPinned(tx, kept, "audit"));
  const idsOf = async (state: "here" | "pinned" | "failed" | null) =>
    (await selectCheckpointPage(scope, { planId, siteId: null, state }, { skip: 0, take: 10 })).total;
  expect([await idsOf(null), await idsOf("here"), await idsOf("pinned"), await idsOf("failed")]).toEqual([3, 1, 1, 1]);
  const counts = await countCheckpoints(scope, hours(-24));
  expect(counts.troubled).toBeGreaterThanOrEqual(1);
});

test("the expiry that removes a checkpoint is found among its runs", async () => {
  const id = await add(hours(-1));
  await db().run.create({
    data: {
      id: `run-${id}`,
      ...scope,
      projectName: "demo",
      siteId: "one",
      kind: "expire",
      title: "Remove",
      planId,
      input: { checkpointIds: [id], reason: "x" },
      requestedBy: "u",
      requestedById: "u",
    },
    select: { id: true },
  });
  expect((await selectRunsOf(scope, id)).map(({ kind }) => kind)).toEqual(["expire"]);
});

test("how long a plan's checkpoints take is the median of the newest", async () => {
  for (const [index, minutes] of [10, 2, 4].entries())
    await db().run.create({
      data: {
        id: `${planId}-${index}`,
        ...scope,
        projectName: "demo",
        siteId: "one",
        kind: "checkpoint",
        title: "c",
        planId,
        state: "succeeded",
        input: {},
        requestedBy: "u",
        requestedById: "u",
        createdAt: hours(index),
        startedAt: noon,
        endedAt: new Date(noon.getTime() + minutes * 60_000),
      },
      select: { id: true },
    });
  expect((await selectMedianDurations([planId])).get(planId)).toBe(4 * 60_000);
  expect((await selectMedianDurations([planId], 2)).get(planId)).toBe(3 * 60_000);
});

test("of very many points that are still there only the newest of each rung are read for a plan's figures", async () => {
  const rows = Array.from({ length: 300 }, (_, index) => ({
    planId,
    ...scope,
    siteId: "one",
    state: "usable",
    trigger: "schedule",
    createdAt: hours(-1000 - index),
    capturedAt: hours(-1000 - index),
    localAt: hours(-999 - index),
    memberCount: 1,
    capturedCount: 1,
    offsiteAt: index === 250 ? hours(-700) : null,
  }));
  await db().checkpoint.createMany({ data: rows });
  const own = await add(hours(-1));
  const found = await selectPlanPoints([planId], hours(-24));
  expect(found.at(-1)?.id).toBe(own);
  expect(found).toHaveLength(1 + 100 + 1);
  expect(found.filter(({ offsiteAt }) => offsiteAt !== null)).toHaveLength(2);
  expect(found[1]?.capturedAt).toEqual(hours(-1099));
});
