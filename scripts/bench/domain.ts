import { dayCells } from "@/lib/domain/day-cells";
import { exposureSeries } from "@/lib/domain/exposure-series";
import type { RecoveryPoint } from "@/lib/domain/recovery-point";
import { alive } from "@/lib/domain/retention";
import { exposureNow } from "@/lib/domain/rpo";
import { compliance, type History } from "@/lib/domain/rpo-compliance";

/** How long the arithmetic takes over 10 000 points of 365 days: `npx tsx scripts/bench/domain.ts`. */
const DAY = 86_400_000;
const from = Date.parse("2026-01-01T00:00:00Z");
const to = from + 365 * DAY;
const points: RecoveryPoint[] = Array.from({ length: 10_000 }, (_, index) => {
  const capturedAt = from + (index * 365 * DAY) / 10_000;
  const usableAt = { local: capturedAt + 300_000 + (index % 7) * 60_000, offsite: null, verified: null };
  return {
    id: String(index),
    capturedAt,
    usableAt,
    goneAt: index % 50 === 0 ? capturedAt + 30 * DAY : null,
    level: "crash",
    complete: index % 97 !== 0,
  };
});
const history: History = {
  points,
  versions: [{ fromAt: from, rpoMs: 3_600_000, rung: "local", level: "crash" }],
  activatedAt: from,
};
const kept = points.map(({ id, capturedAt }, index) => ({
  id,
  capturedAt,
  state: "usable" as const,
  pinned: false,
  needs: index % 7 === 0 ? [] : [String(index - 1)],
}));
const retention = { last: 3, hourly: 24, daily: 30, weekly: 12, monthly: 12, maxAgeDays: null };

const work: Record<string, () => unknown> = {
  "exposure now": () => exposureNow({ ...history, activatedAt: from, paused: false, nextUsableAt: null, now: to }),
  compliance: () => compliance(history, { from, to }),
  "day cells, UTC": () => dayCells(history, { from, to }),
  "day cells, Lisbon": () => dayCells(history, { from, to }, "Europe/Lisbon"),
  "saw-tooth, 1500 corners": () => exposureSeries(history, { from, to }, 1500),
  "retention, Lisbon": () => alive(kept, retention, to, "Europe/Lisbon"),
};

for (const [name, run] of Object.entries(work)) {
  const times = Array.from({ length: 20 }, () => {
    const began = performance.now();
    run();
    return performance.now() - began;
  }).sort((a, b) => a - b);
  process.stdout.write(`${name.padEnd(26)} ${(times[10] ?? 0).toFixed(1)} ms\n`);
}
