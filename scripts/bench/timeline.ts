// The measuring half of timeline.mjs, which see.
import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { appendObjective } from "@/lib/db/objectives";
import { closeDb, db } from "@/lib/db/client";
import { selectStripRows } from "@/lib/db/timeline-points";
import { timelineDayOf, timelinePointsOf, timelineYearOf } from "@/lib/server/checkpoints/timeline";

const POINTS = 10_000;
const HOUR = 3_600_000;
const ROUNDS = 15;
const keep = process.argv.includes("--keep");
const now = Math.floor(Date.now() / HOUR) * HOUR + HOUR / 2;
const begin = now - POINTS * HOUR;
const place = { cloudId: process.env.BENCH_CLOUD ?? "bench", projectId: process.env.BENCH_PROJECT ?? "bench" };
const RESOURCES = ["web-1", "web-2", "app-1", "app-2", "db-1", "db-data"];

const planId = await fill();
const scope = { cloudId: place.cloudId, projectId: place.projectId };
const zone = "Europe/Lisbon";
const day = new Date(now - 40 * 24 * HOUR).toISOString().slice(0, 10);
await measure("strip rows (query alone)", () =>
  selectStripRows(planId, { from: new Date(now - 366 * 24 * HOUR), to: new Date(now) }),
);
await measure("year strip and calendar", () => timelineYearOf(scope, { planId, zone, until: null }, now));
await measure("a day of the past", () => timelineDayOf(scope, { planId, zone, day }, now));
await measure("today", () =>
  timelineDayOf(scope, { planId, zone, day: new Date(now).toISOString().slice(0, 10) }, now),
);
await measure("a page of the table (200 rows)", () =>
  timelinePointsOf(scope, { planId, from: null, to: null, marker: null, limit: 200 }),
);
console.log(keep ? `kept: plan ${planId}` : "");
if (!keep) await clear();
await closeDb();

async function measure(name: string, work: () => Promise<unknown>): Promise<void> {
  const took: number[] = [];
  const busy = process.cpuUsage();
  let bytes = "";
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    bytes = JSON.stringify(await work());
    took.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(busy);
  const cpu = ((user + system) / 1000 / ROUNDS).toFixed(0).padStart(4);
  took.sort((a, b) => a - b);
  const kib = (length: number) => `${(length / 1024).toFixed(1)} KiB`.padStart(11);
  console.log(
    `${name.padEnd(34)} median ${(took[Math.floor(ROUNDS / 2)] ?? 0).toFixed(0).padStart(5)} ms  worst ${(took.at(-1) ?? 0).toFixed(0).padStart(5)} ms  of it CPU here ${cpu} ms ${kib(bytes.length)} (gzip ${kib(gzipSync(bytes).length).trim()})`,
  );
}

async function fill(): Promise<string> {
  const plan = await db().plan.create({
    data: {
      ...place,
      projectName: place.projectId,
      siteId: process.env.BENCH_SITE ?? "one",
      name: `bench ${randomUUID().slice(0, 8)}`,
      selection: { by: "metadata", key: "app", value: "bench" },
      schedule: { every: "hours", n: 1, atMinute: 0, timeZone: "Europe/Lisbon" },
      retention: { last: 10_000, hourly: 0, daily: 0, weekly: 0, monthly: 0, maxAgeDays: null },
      fullEvery: 24,
      consistency: "crash",
      ownerUserId: "bench",
      ownerUserName: "bench",
      activatedAt: new Date(begin),
      createdAt: new Date(begin),
    },
    select: { id: true },
  });
  await appendObjective(db(), {
    planId: plan.id,
    objective: { rpoMinutes: 90, rtoMinutes: 60, targetPercent: 99, rung: "offsite" },
    setBy: "bench",
    at: new Date(begin),
  });
  const rows = Array.from({ length: POINTS }, (_, index) => pointOf(plan.id, index));
  for (let from = 0; from < rows.length; from += 1000)
    await db().checkpoint.createMany({ data: rows.slice(from, from + 1000) });
  const recent = rows.slice(-24 * 45);
  const captured = recent.flatMap((row) =>
    RESOURCES.map((name, index) => ({
      checkpointId: row.id,
      kind: index === 5 ? "OS::Cinder::Volume" : "OS::Nova::Server",
      resourceId: name,
      name,
      state: row.state === "failed" || (row.state === "partial" && index === 4) ? "failed" : "captured",
      capturedAt: row.capturedAt,
    })),
  );
  for (let from = 0; from < captured.length; from += 2000)
    await db().captured.createMany({ data: captured.slice(from, from + 2000) });
  return plan.id;
}

/** Every hour, copied in 8 to 40 minutes; each 97th failed, each 150th partial, each 40th application-consistent. */
function pointOf(planId: string, index: number) {
  const at = begin + index * HOUR;
  const failed = index % 97 === 50;
  const partial = index % 150 === 75;
  const whole = failed ? null : new Date(at + (8 + ((index * 7) % 32)) * 60_000);
  return {
    id: randomUUID(),
    planId,
    ...place,
    siteId: "one",
    state: failed ? "failed" : partial ? "partial" : "usable",
    trigger: "schedule",
    slotAt: new Date(at),
    createdAt: new Date(at),
    capturedAt: failed ? null : new Date(at + 3_000),
    spreadMs: 800,
    localAt: failed ? null : new Date(at + 180_000),
    offsiteAt: whole,
    verifiedAt: whole && index % 6 === 0 ? new Date(whole.getTime() + 20 * 60_000) : null,
    goneAt: failed ? new Date(at + 60_000) : null,
    consistency: index % 40 === 0 ? "application" : "filesystem",
    full: index % 24 === 0,
    chainLength: index % 24,
    sizeGiB: 1 + (index % 24 === 0 ? 40 : 0),
    memberCount: 6,
    capturedCount: failed ? 0 : partial ? 5 : 6,
    cause: failed ? "Cinder's backup service is down." : partial ? "db-1: no space left at the backup store." : null,
  };
}

async function clear(): Promise<void> {
  await db().captured.deleteMany({ where: { checkpoint: { planId } } });
  await db().checkpoint.deleteMany({ where: { planId } });
}
