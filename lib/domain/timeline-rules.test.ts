import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayCells } from "./day-cells";
import { exposureSeries } from "./exposure-series";
import type { RecoveryPoint } from "./recovery-point";
import { restorableAt } from "./restorable-at";
import { exposureMs } from "./rpo";
import { compliance, type History } from "./rpo-compliance";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./zone";

const demand = { rung: "local", level: "crash" } as const;
const start = Date.parse("2026-03-28T00:00:00Z");

function point(hour: number, more: Partial<RecoveryPoint> = {}): RecoveryPoint {
  const capturedAt = start + hour * HOUR_MS;
  return {
    id: `h${hour}`,
    capturedAt,
    usableAt: { local: capturedAt, offsite: null, verified: null },
    goneAt: null,
    level: "crash",
    complete: true,
    ...more,
  };
}

function history(points: RecoveryPoint[], more: Partial<History> = {}): History {
  return { points, versions: [{ fromAt: 0, rpoMs: HOUR_MS * 2, ...demand }], activatedAt: null, ...more };
}

const hours = (from: number, to: number, step = 1) =>
  Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => point(from + index * step));

describe("day cells", () => {
  test("show the worst of each day, and how many points it has", () => {
    const points = [...hours(-1, 24), ...hours(27, 48), ...hours(56.5, 72)];
    const cells = dayCells(history(points), { from: start, to: start + 3 * DAY_MS });
    expect(cells).toEqual([
      { day: "2026-03-28", worst: "kept", worstExposureMs: HOUR_MS, points: 24 },
      { day: "2026-03-29", worst: "breach", worstExposureMs: 4 * HOUR_MS, points: 21 },
      { day: "2026-03-30", worst: "critical", worstExposureMs: 9.5 * HOUR_MS, points: 16 },
    ]);
  });

  test("a gap over midnight is judged in each day by what it had grown to", () => {
    const cells = dayCells(history([...hours(-1, 23), point(29)]), { from: start, to: start + 30 * HOUR_MS });
    expect(cells.map(({ worst, worstExposureMs }) => [worst, worstExposureMs])).toEqual([
      ["at-risk", 2 * HOUR_MS],
      ["severe", 7 * HOUR_MS],
    ]);
  });

  test("no cell is judged before activation or while the first point is awaited", () => {
    const cells = dayCells(history([point(49)], { activatedAt: start + 46 * HOUR_MS }), {
      from: start,
      to: start + 3 * DAY_MS,
    });
    expect(cells.map(({ worst }) => worst)).toEqual(["none", "none", "critical"]);
    expect(
      dayCells(history([], { activatedAt: start + 47 * HOUR_MS }), { from: start, to: start + 2 * DAY_MS }).map(
        ({ worst }) => worst,
      ),
    ).toEqual(["none", "none"]);
  });

  test("unknown time is told, unless worse is known", () => {
    const unknown = [
      { from: start + HOUR_MS, to: start + 2 * HOUR_MS },
      { from: start + 25 * HOUR_MS, to: start + 26 * HOUR_MS },
    ];
    const cells = dayCells(history([...hours(-1, 24), ...hours(27, 48)], { unknown }), {
      from: start,
      to: start + 2 * DAY_MS,
    });
    expect(cells.map(({ worst }) => worst)).toEqual(["unknown", "breach"]);
  });

  test("a day of the zone may have 23 hours", () => {
    const cells = dayCells(
      history(hours(-24, 72)),
      { from: start - HOUR_MS, to: start + 48 * HOUR_MS },
      "Europe/Berlin",
    );
    expect(cells.map(({ day, points }) => [day, points])).toEqual([
      ["2026-03-28", 24],
      ["2026-03-29", 23],
      ["2026-03-30", 24],
    ]);
  });

  test("ten thousand points over 400 days are quick", () => {
    const points = hours(0, 9600, 0.96);
    const began = performance.now();
    expect(dayCells(history(points), { from: start, to: start + 400 * DAY_MS }, "Europe/Lisbon")).toHaveLength(401);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

const anyPoint = fc
  .record({
    hour: fc.integer({ min: -50, max: 200 }),
    copy: fc.integer({ min: 0, max: 9 }),
    life: fc.option(fc.integer({ min: 1, max: 90 })),
  })
  .map(({ hour, copy, life }) => {
    const made = point(hour);
    const usable = made.capturedAt + copy * 10 * MINUTE_MS;
    return {
      ...made,
      usableAt: { ...made.usableAt, local: usable },
      goneAt: life === null ? null : usable + life * HOUR_MS,
    };
  });
const window = { from: start, to: start + 200 * HOUR_MS };

describe("the saw-tooth", () => {
  test("rises with the clock and falls when a point lands", () => {
    const found = exposureSeries(history([point(-1), point(2)]), { from: start, to: start + 4 * HOUR_MS });
    expect(
      found.vertices.map(({ at, exposureMs: value }) => [(at - start) / HOUR_MS, (value ?? -1) / HOUR_MS]),
    ).toEqual([
      [0, 1],
      [2, 3],
      [2, 0],
      [4, 2],
    ]);
    expect(found.breaches).toEqual([{ from: start + HOUR_MS, to: start + 2 * HOUR_MS, count: 1, depth: 1.5 }]);
    expect(found.target).toEqual([{ at: start, rpoMs: 2 * HOUR_MS }]);
  });

  test("thinned, it still has every bucket's peak, and all the breach time", () => {
    const points = [...hours(-1, 3000), ...hours(3005, 9600)];
    const year = { from: start, to: start + 400 * DAY_MS };
    const found = exposureSeries(history(points), year, 600);
    expect(found.thinned).toBe(true);
    expect(found.vertices.length).toBeLessThanOrEqual(600);
    expect(Math.max(...found.vertices.map(({ exposureMs: value }) => value ?? 0))).toBe(6 * HOUR_MS);
    expect(found.breaches).toMatchObject([{ from: start + 3001 * HOUR_MS, to: start + 3005 * HOUR_MS }]);
  });

  test("whatever is left out, peaks, holes, order and the bound stay", () => {
    fc.assert(
      fc.property(fc.array(anyPoint, { maxLength: 120 }), fc.integer({ min: 12, max: 200 }), (points, most) => {
        const all = exposureSeries(history(points), window, 1_000_000);
        const found = exposureSeries(history(points), window, most);
        // The window's own end falls into a bucket of its own.
        expect(found.vertices.length).toBeLessThanOrEqual(most + 6);
        const peak = (of: typeof all) => Math.max(-1, ...of.vertices.map(({ exposureMs: value }) => value ?? -1));
        expect(peak(found)).toBe(peak(all));
        expect(found.vertices.some(({ exposureMs: value }) => value === null)).toBe(
          all.vertices.some(({ exposureMs: value }) => value === null),
        );
        expect(found.vertices.every(({ at }, index) => at >= (found.vertices[index - 1]?.at ?? 0))).toBe(true);
        const total = (of: typeof all) => of.breaches.reduce((sum, { from, to }) => sum + to - from, 0);
        expect(total(all)).toBe(compliance(history(points), window).breachMs);
        expect(total(found)).toBeGreaterThanOrEqual(total(all));
      }),
    );
  });
});

test("the cursor tells the best point of each rung, as exposure has it", () => {
  fc.assert(
    fc.property(fc.array(anyPoint, { maxLength: 30 }), fc.integer({ min: 0, max: 200 }), (points, hour) => {
      const at = start + hour * HOUR_MS;
      const found = restorableAt(points, at);
      expect(found.local?.lostMs ?? null).toBe(exposureMs(points, at, demand));
      expect(found.offsite).toBeNull();
    }),
  );
});
