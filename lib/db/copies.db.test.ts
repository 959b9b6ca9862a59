import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { freshDatabase } from "@/scripts/testing/fresh-database";
import { insertCaptured, insertCheckpoint, markExpired, markExpiring, selectHolding } from "./checkpoints";
import { closeDb, db } from "./client";
import {
  markCopyAvailable,
  markCopyGone,
  selectChainEnd,
  selectChainLength,
  selectCopies,
  selectOwned,
  upsertCopy,
} from "./copies";
import { insertPlan } from "./plan-writes";

const at = new Date("2026-11-20T10:00:00Z");
const scope = { cloudId: "cloud", projectId: "demo" };
const volume = { kind: "OS::Cinder::Volume" as const, resourceId: "vol", name: "data", sizeGiB: 1, dependsOn: [] };
let planId = "";
let plans = 0;

beforeAll(async () => void (await freshDatabase()));
afterAll(closeDb);
beforeEach(async () => {
  const place = { ...scope, projectName: "demo", ownerUserId: "ana", ownerUserName: "ana" };
  planId = await insertPlan(db(), {
    place,
    at,
    input: {
      name: `plan ${(plans += 1)}`,
      description: "",
      siteId: "one",
      recoverySiteId: null,
      offsiteWay: "shared-store",
      selection: { by: "tag", tag: "x" },
      schedule: { every: "manual", timeZone: "UTC" },
      retention: { last: 1, hourly: 0, daily: 0, weekly: 0, monthly: 0, maxAgeDays: null },
      fullEvery: 7,
      consistency: "crash",
      objective: { rpoMinutes: 60, rtoMinutes: 60, targetPercent: 99, rung: "local" },
      userData: {},
    },
  });
});

/** A checkpoint with one whole backup. */
async function point(name: string, parentId: string | null): Promise<{ id: string; copyId: string; remoteId: string }> {
  const id = `${planId}-${name}`;
  await insertCheckpoint(db(), { id, planId, ...scope, siteId: "one", trigger: "manual", runId: null, slotAt: null });
  await insertCaptured(id, [volume]);
  const captured = await db().captured.findFirstOrThrow({ where: { checkpointId: id } });
  const remoteId = `backup-${id}`;
  const copyId = await upsertCopy(db(), {
    checkpointId: id,
    capturedId: captured.id,
    ...scope,
    siteId: "one",
    medium: "backup",
    remoteId,
    parentId,
    incremental: parentId !== null,
    sizeGiB: 1,
  });
  await markCopyAvailable(db(), { siteId: "one", medium: "backup", remoteId }, { sizeGiB: 1, at });
  await db().checkpoint.update({ where: { id }, data: { state: "usable", capturedAt: at } });
  return { id, copyId, remoteId };
}

const chainEnd = () => selectChainEnd({ planId, siteId: "one", volumeId: "vol" });

test("a chain's end is the newest whole backup, with its distance from the full one", async () => {
  expect(await chainEnd()).toBeNull();
  const full = await point("a", null);
  expect(await chainEnd()).toMatchObject({ copyId: full.copyId, depth: 0 });
  const first = await point("b", full.copyId);
  const second = await point("c", first.copyId);
  expect(await chainEnd()).toEqual({ copyId: second.copyId, remoteId: second.remoteId, depth: 2 });
  expect(await selectChainLength(db(), second.id)).toBe(2);
});

test("a chain without its full backup is no chain: the next backup is a full one", async () => {
  const full = await point("a", null);
  await point("b", full.copyId);
  await markCopyGone(db(), { siteId: "one", medium: "backup", remoteId: full.remoteId }, at);
  expect(await chainEnd()).toBeNull();
});

test("each point names the points whose bytes it needs", async () => {
  const full = await point("a", null);
  const increment = await point("b", full.copyId);
  const holding = await selectHolding(planId);
  expect(holding.map(({ id, needs }) => [id, needs])).toEqual([
    [full.id, []],
    [increment.id, [full.id]],
  ]);
});

test("a record at another site is known, and is not what the checkpoint owns at its own", async () => {
  const { id, remoteId } = await point("a", null);
  const [own] = await selectOwned(id, "one");
  await db().copy.create({
    data: {
      capturedId: own?.capturedId ?? "",
      checkpointId: id,
      ...scope,
      siteId: "two",
      medium: "backup",
      remoteId,
      imported: true,
      state: "available",
    },
  });
  expect((await selectOwned(id, "one")).map(({ siteId }) => siteId)).toEqual(["one"]);
  expect((await selectCopies(id)).map(({ siteId }) => siteId).sort()).toEqual(["one", "two"]);
});

test("a pinned point is never marked to go, and what is gone stays in the history", async () => {
  const { id } = await point("a", null);
  await db().checkpoint.update({ where: { id }, data: { pinned: true } });
  await markExpiring(db(), [id], null);
  expect((await db().checkpoint.findUnique({ where: { id } }))?.state).toBe("usable");
  expect(await markExpired(db(), id, "retention", at)).toBe(true);
  expect(await markExpired(db(), id, "retention", at)).toBe(false);
  expect(await db().checkpoint.findUnique({ where: { id } })).toMatchObject({
    state: "expired",
    goneAt: at,
    goneReason: "retention",
  });
});

test("a copy found again is the same copy", async () => {
  const { id, copyId, remoteId } = await point("a", null);
  const captured = await db().captured.findFirstOrThrow({ where: { checkpointId: id } });
  const again = await upsertCopy(db(), {
    checkpointId: id,
    capturedId: captured.id,
    ...scope,
    siteId: "one",
    medium: "backup",
    remoteId,
    parentId: null,
    incremental: false,
    sizeGiB: null,
  });
  expect(again).toBe(copyId);
});
