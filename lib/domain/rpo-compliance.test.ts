import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exposureMs } from "./rpo";
import { adjustedPercent, burnRate, compliance, errorBudget, fleetPercent, type History } from "./rpo-compliance";
import type { RecoveryPoint } from "./recovery-point";
import { MINUTE_MS } from "./zone";

const demand = { rung: "local", level: "crash" } as const;
const min = (minutes: number) => minutes * MINUTE_MS;

/** A point in minutes: captured, usable, gone. */
function at(cap: number, av = cap, gone: number | null = null, complete = true): RecoveryPoint {
  const usableAt = { local: min(av), offsite: null, verified: null };
  return {
    id: `${cap}/${av}`,
    capturedAt: min(cap),
    usableAt,
    goneAt: gone === null ? null : min(gone),
    level: "crash",
    complete,
  };
}

function each(step: number, copy: number, from: number, to: number): RecoveryPoint[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) =>
    at(from + index * step, from + index * step + copy),
  );
}

function history(points: RecoveryPoint[], more: Partial<History> = {}): History {
  return { points, versions: [{ fromAt: min(-100_000), rpoMs: min(60), ...demand }], activatedAt: null, ...more };
}

const halved = [
  { fromAt: min(-100_000), rpoMs: min(240), ...demand },
  { fromAt: min(720), rpoMs: min(60), ...demand },
];

describe("the worked vectors", () => {
  test.each<[string, History, number, number[], string, number]>([
    ["V1 a point each hour, no copy time", history(each(60, 0, -120, 1440)), 1440, [1440, 0, 0], "100.00", 60],
    ["V2 the copy takes ten minutes", history(each(60, 10, -120, 1440)), 1440, [1440, 0, 240], "83.33", 70],
    ["V3 a shorter interval makes room for it", history(each(50, 10, -150, 1440)), 1440, [1440, 0, 0], "100.00", 60],
    [
      "V4 one point failed",
      history(each(60, 0, -120, 1440).filter((point) => point.capturedAt !== min(300))),
      1440,
      [1440, 0, 60],
      "95.83",
      120,
    ],
    ["V5 it never ran", history([], { activatedAt: 0 }), 1440, [1380, 60, 1380], "0.00", Infinity],
    [
      "V6 the first point came late",
      history([at(80, 90), ...each(60, 0, 120, 1440)], { activatedAt: 0 }),
      1440,
      [1380, 60, 30],
      "97.82",
      Infinity,
    ],
    [
      "V7 tightened, without ramp",
      history(each(120, 0, -240, 1440), { versions: halved, ramp: false }),
      1440,
      [1440, 0, 360],
      "75.00",
      120,
    ],
    ["V8 copies finish out of order", history([at(-10, -5), at(0, 100), at(30, 50)]), 120, [120, 0, 30], "75.00", 90],
    ["V9 the newest point is deleted", history([at(-120, -110), at(0, 0, 30)]), 60, [60, 0, 30], "50.00", 180],
  ])("%s", (_name, given, minutes, [evaluable, pending, breach], percent, worst) => {
    const found = compliance(given, { from: 0, to: min(minutes) });
    const inMinutes = [found.evaluableMs, found.pendingMs, found.breachMs, found.worstGapMs ?? 0].map(
      (ms) => ms / MINUTE_MS,
    );
    expect(inMinutes).toEqual([evaluable, pending, breach, worst]);
    expect(found.percent).toBe(percent);
  });

  test("V6 after its first point the worst gap is an hour", () => {
    const found = compliance(history([at(80, 90), ...each(60, 0, 120, 1440)], { activatedAt: 0 }), {
      from: 0,
      to: min(1440),
    });
    expect(found.worstGapWithPointMs).toBe(min(60));
  });
});

describe("the promise", () => {
  const day = { from: 0, to: min(1440) };

  test("a tightened one binds after its own length, a loosened one at once", () => {
    const points = each(120, 0, -60, 1440); // at minute 720 the exposure is 60 min, and it grows to 120
    const tightened = compliance(history(points, { versions: halved }), { from: min(720), to: min(840) });
    const withoutRamp = compliance(history(points, { versions: halved, ramp: false }), {
      from: min(720),
      to: min(840),
    });
    expect([tightened.breachMs, withoutRamp.breachMs]).toEqual([0, min(60)]);
    const loosened = halved.map((version, index) => ({ ...version, rpoMs: halved[1 - index]?.rpoMs ?? 0 }));
    expect(compliance(history(points, { versions: loosened }), { from: min(720), to: min(840) }).breachMs).toBe(0);
    expect(compliance(history(points, { versions: loosened }), day).breachMs).toBe(min(360));
  });

  test("an earlier breach stays after loosening", () => {
    const versions = [
      { fromAt: 0, rpoMs: min(60), ...demand },
      { fromAt: min(100), rpoMs: min(600), ...demand },
    ];
    expect(compliance(history([at(0)], { versions }), { from: 0, to: min(300) }).breachMs).toBe(min(40));
  });

  test("exactly the promise is kept", () => {
    expect(compliance(history([at(0)]), { from: 0, to: min(60) }).breachMs).toBe(0);
    expect(compliance(history([at(0)]), { from: 0, to: min(60) + 1 }).breachMs).toBe(1);
  });

  test("a window shorter than the promise gives no percentage", () => {
    expect(compliance(history([at(0)]), { from: 0, to: min(59) }).percent).toBeNull();
    expect(compliance(history([], { activatedAt: min(2000) }), day)).toMatchObject({
      percent: null,
      evaluableMs: 0,
      worstGapMs: null,
      meanMs: null,
    });
  });

  test("almost all is not all", () => {
    const found = compliance(history(each(60, 0, -60, 600_000), {}), { from: 0, to: min(600_000) + min(61) });
    expect(found.breachMs).toBe(min(1));
    expect(found.percent).toBe("99.99");
  });
});

describe("incidents", () => {
  test("less than a minute apart they are one", () => {
    const points = [at(0), { ...at(30), usableAt: { local: min(100), offsite: null, verified: null } }, at(45, 130)];
    // 60–100 breach; from 100 the point of minute 30 is 70 min old already: the breach goes on; from 130 it is 85.
    const found = compliance(history(points), { from: 0, to: min(140) });
    expect(found.incidents).toEqual([{ from: min(60), to: min(140), depth: 100 / 60, open: true }]);
    const blink = compliance(history([at(0), at(40.5, 100)]), { from: 0, to: min(140) });
    expect(blink.incidents).toHaveLength(1);
    expect(blink.breachMs).toBe(min(79.5));
    expect(compliance(history([at(0), at(41, 100)]), { from: 0, to: min(140) }).incidents).toHaveLength(2);
  });

  test("with nothing to restore the depth is without bound", () => {
    const found = compliance(history([at(0, 0, 30)]), { from: 0, to: min(60) });
    expect(found.incidents).toEqual([{ from: min(30), to: min(60), depth: Infinity, open: true }]);
  });
});

describe("what else the window tells", () => {
  test("mean and 95th percentile are weighted by time", () => {
    const found = compliance(history(each(60, 0, -60, 1440)), { from: 0, to: min(1440) });
    expect(found.meanMs).toBe(min(30));
    expect(found.p95Ms).toBeCloseTo(min(57), 0);
  });

  test("unknown time makes a range, and the headline is the lower end", () => {
    const unknown = [
      { from: min(10), to: min(20) },
      { from: min(70), to: min(90) },
    ];
    const found = compliance(history([at(0)], { unknown }), { from: 0, to: min(100) });
    expect(found).toMatchObject({
      breachMs: min(40),
      unknownMs: min(30),
      percent: "50.00",
      percentIfUnknownWasGood: "80.00",
    });
  });

  test("excused time is left out of the adjusted figure only", () => {
    expect(adjustedPercent(history([at(0)]), { from: 0, to: min(100) }, [{ from: min(60), to: min(80) }])).toBe(
      "75.00",
    );
    expect(compliance(history([at(0)]), { from: 0, to: min(100) }).percent).toBe("60.00");
  });

  test("the error budget can be overspent", () => {
    const budget = errorBudget({ evaluableMs: min(1000), breachMs: min(20) }, 99);
    expect(budget.budgetMs).toBeCloseTo(min(10));
    expect(budget.leftMs).toBeCloseTo(min(-10));
    expect(budget.leftShare).toBeCloseTo(-1);
    expect(burnRate({ evaluableMs: min(1000), breachMs: min(20) }, 99)).toBeCloseTo(2);
    expect(errorBudget({ evaluableMs: min(1000), breachMs: 0 }, 100).leftShare).toBeNull();
  });

  test("a fleet is a sum, not a mean of percentages", () => {
    expect(
      fleetPercent([
        { evaluableMs: 900, breachMs: 0 },
        { evaluableMs: 100, breachMs: 100 },
      ]),
    ).toBe("90.00");
    expect(fleetPercent([])).toBeNull();
  });
});

const point = fc
  .record({
    cap: fc.integer({ min: -200, max: 300 }),
    copy: fc.integer({ min: 0, max: 120 }),
    life: fc.option(fc.integer({ min: 0, max: 300 })),
    complete: fc.boolean(),
  })
  .map(({ cap, copy, life, complete }) => at(cap, cap + copy, life === null ? null : cap + copy + life, complete));

test("agrees with asking minute by minute", () => {
  fc.assert(
    fc.property(
      fc.array(point, { maxLength: 12 }),
      fc.integer({ min: 1, max: 150 }),
      fc.option(fc.integer({ min: -50, max: 200 })),
      (points, rpo, activated) => {
        const activatedAt = activated === null ? null : min(activated);
        const versions = [{ fromAt: min(-1000), rpoMs: min(rpo), ...demand }];
        const found = compliance(history(points, { versions, activatedAt }), { from: 0, to: min(300) });
        const counted = { evaluableMs: 0, pendingMs: 0, breachMs: 0 };
        for (let minute = Math.max(0, activated ?? 0); minute < 300; minute++) {
          const middle = min(minute) + MINUTE_MS / 2;
          const exposure = exposureMs(points, middle, demand);
          const pending = exposure === null && activatedAt !== null && middle <= activatedAt + min(rpo);
          counted[pending ? "pendingMs" : "evaluableMs"] += MINUTE_MS;
          if (!pending && (exposure === null || exposure > min(rpo))) counted.breachMs += MINUTE_MS;
        }
        expect(found).toMatchObject(counted);
      },
    ),
  );
});

test("one more usable point never adds breach time", () => {
  fc.assert(
    fc.property(fc.array(point, { maxLength: 10 }), point, (points, extra) => {
      const window = { from: 0, to: min(300) };
      expect(compliance(history([...points, extra]), window).breachMs).toBeLessThanOrEqual(
        compliance(history(points), window).breachMs,
      );
    }),
  );
});

test("the order in which points are given does not matter", () => {
  fc.assert(
    fc.property(fc.array(point, { maxLength: 10 }), (points) => {
      const window = { from: 0, to: min(300) };
      expect(compliance(history([...points].reverse()), window)).toEqual(compliance(history(points), window));
    }),
  );
});
