import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Retention } from "./plan";
import { alive, deletionOrder, expired, withDependents, type RetentionPoint } from "./retention";
import { simulate } from "./retention-simulator";
import { slotsFilled } from "./retention-slots";
import { DAY_MS, HOUR_MS } from "./zone";

const none: Retention = { last: 0, hourly: 0, daily: 0, weekly: 0, monthly: 0, maxAgeDays: null };
const now = Date.parse("2026-03-31T12:00:00Z");

function point(hoursAgo: number, more: Partial<RetentionPoint> = {}): RetentionPoint {
  return {
    id: `h${hoursAgo}`,
    capturedAt: now - hoursAgo * HOUR_MS,
    state: "usable",
    pinned: false,
    needs: [],
    ...more,
  };
}

const kept = (points: RetentionPoint[], retention: Partial<Retention>, zone = "UTC") =>
  [...alive(points, { ...none, ...retention }, now, zone).keys()].sort();

describe("what stays", () => {
  const hourlyPoints = Array.from({ length: 72 }, (_, index) => point(index));
  test.each<[string, RetentionPoint[], Partial<Retention>, string[]]>([
    ["no rule: the newest", hourlyPoints, {}, ["h0"]],
    ["the last three", hourlyPoints, { last: 3 }, ["h0", "h1", "h2"]],
    ["the newest of each day", hourlyPoints, { daily: 3 }, ["h0", "h13", "h37"]],
    [
      "days without checkpoints do not count",
      [point(0), point(24 * 9), point(24 * 20)],
      { daily: 3 },
      ["h0", "h216", "h480"],
    ],
    [
      "a rule counts by itself: the day kept as last is one of the daily",
      hourlyPoints,
      { last: 2, daily: 2 },
      ["h0", "h1", "h13"],
    ],
    [
      "nothing older than the greatest age, but the newest",
      [point(24 * 9), point(24 * 20)],
      { daily: 7, maxAgeDays: 5 },
      ["h216"],
    ],
    [
      "a pinned one whatever its age",
      [point(0), point(24 * 20, { pinned: true })],
      { daily: 7, maxAgeDays: 5 },
      ["h0", "h480"],
    ],
    [
      "all that a staying one needs",
      [point(0, { needs: ["h1"] }), point(1, { needs: ["h2"] }), point(2), point(3)],
      {},
      ["h0", "h1", "h2"],
    ],
    [
      "a partial one where there is no usable one",
      [point(0), point(25, { state: "partial" }), point(26, { state: "partial" }), point(50)],
      { daily: 3 },
      ["h0", "h25", "h50"],
    ],
    [
      "no partial one beside a usable one",
      [point(0), point(25, { state: "partial" }), point(26), point(50)],
      { daily: 3 },
      ["h0", "h26", "h50"],
    ],
    ["the newest usable, though partial ones are newer", [point(1, { state: "partial" }), point(5)], {}, ["h5"]],
    ["no failed one", [point(0, { state: "failed" }), point(1)], { last: 5, daily: 5 }, ["h1"]],
  ])("%s", (_name, points, retention, expected) => {
    expect(kept(points, retention)).toEqual(expected);
  });

  test("days are the zone's days", () => {
    const points = [point(12), point(13), point(14)]; // 00:00, 23:00 and 22:00 UTC
    expect(kept(points, { daily: 5 })).toEqual(["h12", "h13"]);
    expect(kept(points, { daily: 5 }, "Europe/Berlin")).toEqual(["h12"]);
  });

  test("an hour that the clocks show twice is two hours", () => {
    const at = (text: string) => ({ ...point(0), id: text, capturedAt: Date.parse(text) });
    const twice = [at("2026-10-25T00:10:00Z"), at("2026-10-25T01:10:00Z")];
    expect(alive(twice, { ...none, hourly: 5 }, Date.parse("2026-10-25T02:00:00Z"), "Europe/Berlin").size).toBe(2);
  });

  test("every reason is told", () => {
    const found = alive(
      [point(0), point(1, { pinned: true, needs: ["h2"] }), point(2)],
      { ...none, last: 1, daily: 1 },
      now,
      "UTC",
    );
    expect(Object.fromEntries(found)).toEqual({ h0: ["last", "daily", "newest"], h1: ["pinned"], h2: ["chain"] });
  });
});

describe("deletion", () => {
  const chain = [point(3), point(2, { needs: ["h3"] }), point(1, { needs: ["h2"] }), point(0)];
  test("goes from the newest incremental to its full one", () => {
    expect(deletionOrder([...chain]).map(({ id }) => id)).toEqual(["h0", "h1", "h2", "h3"]);
  });
  test("takes dependents along, when asked what must go too", () => {
    expect(withDependents(chain, "h2").map(({ id }) => id)).toEqual(["h1", "h2"]);
  });
  test("refuses a circle", () => {
    expect(() => deletionOrder([point(1, { needs: ["h2"] }), point(2, { needs: ["h1"] })])).toThrow("circle");
  });
});

const anyRetention: fc.Arbitrary<Retention> = fc.record({
  last: fc.integer({ min: 0, max: 5 }),
  hourly: fc.integer({ min: 0, max: 30 }),
  daily: fc.integer({ min: 0, max: 8 }),
  weekly: fc.integer({ min: 0, max: 4 }),
  monthly: fc.integer({ min: 0, max: 4 }),
  maxAgeDays: fc.option(fc.integer({ min: 1, max: 90 })),
});

/** Points with chains as backups make them: an incremental needs the newest earlier one that holds data. */
const anyPoints: fc.Arbitrary<RetentionPoint[]> = fc
  .uniqueArray(
    fc.tuple(
      fc.integer({ min: 0, max: 24 * 100 * 4 }),
      fc.constantFrom("usable", "usable", "usable", "partial", "failed"),
      fc.integer({ min: 0, max: 9 }),
      fc.boolean(),
    ),
    { maxLength: 60, selector: ([quarter]) => quarter },
  )
  .map((rows) => {
    const points: RetentionPoint[] = [];
    let newest: string | null = null;
    for (const [quarters, state, pin, full] of rows.sort((a, b) => b[0] - a[0])) {
      const made = point(quarters / 4, {
        state,
        pinned: pin === 0 && state !== "failed",
        needs: full || newest === null ? [] : [newest],
      });
      points.push(made);
      if (state !== "failed") newest = made.id;
    }
    return points;
  });

const zone = fc.constantFrom("UTC", "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns");

describe("always", () => {
  test("pinned ones, the newest usable one and whole chains stay", () => {
    fc.assert(
      fc.property(anyPoints, anyRetention, zone, (points, retention, where) => {
        const found = alive(points, retention, now, where);
        for (const { id, pinned, needs } of points) {
          if (pinned) expect(found.has(id)).toBe(true);
          if (found.has(id)) for (const need of needs) expect(found.has(need)).toBe(true);
        }
        const newest = points.filter(({ state }) => state === "usable").at(-1);
        if (newest) expect(found.has(newest.id)).toBe(true);
      }),
    );
  });

  test("a second pass deletes nothing more", () => {
    fc.assert(
      fc.property(anyPoints, anyRetention, zone, (points, retention, where) => {
        const found = alive(points, retention, now, where);
        const rest = points.filter(({ id }) => found.has(id));
        expect(expired(rest, retention, now, where)).toEqual([]);
      }),
    );
  });

  test("keeping more never deletes what keeping less would keep", () => {
    fc.assert(
      fc.property(
        anyPoints,
        anyRetention,
        fc.constantFrom("last", "hourly", "daily", "weekly", "monthly"),
        fc.integer({ min: 1, max: 5 }),
        zone,
        (points, retention, rule, more, where) => {
          const less = alive(points, retention, now, where);
          const found = alive(points, { ...retention, [rule]: retention[rule] + more }, now, where);
          for (const id of less.keys()) expect(found.has(id)).toBe(true);
        },
      ),
    );
  });

  test("at every step of a deletion no child is without its parent", () => {
    fc.assert(
      fc.property(anyPoints, anyRetention, zone, (points, retention, where) => {
        const left = new Set(points.map(({ id }) => id));
        for (const gone of expired(points, retention, now, where)) {
          left.delete(gone.id);
          for (const { id, needs } of points)
            if (left.has(id)) for (const need of needs) expect(left.has(need)).toBe(true);
        }
      }),
    );
  });
});

describe("the simulator", () => {
  const schedule = { every: "hours", n: 1, atMinute: 0, timeZone: "UTC" } as const;
  test("draws hours, days and weeks, and counts what is stored", () => {
    const found = simulate({
      schedule,
      retention: { ...none, hourly: 24, daily: 7, weekly: 4 },
      fullEvery: 1,
      horizonDays: 60,
      now,
    });
    expect(found.captured).toBe(60 * 24);
    // The 24 h touch two of the seven days, and the days two of the four weeks.
    expect(found.points).toHaveLength(24 + 5 + 2);
    expect(found.curve.at(-1)).toEqual({ at: now + 60 * DAY_MS, count: 31, fullBackups: 31 });
    expect(found.points.at(-1)?.keptBy).toEqual(["weekly"]);
  });
  test("chains keep more than the rules alone", () => {
    const found = simulate({ schedule, retention: { ...none, last: 3 }, fullEvery: 24, horizonDays: 2, now });
    const byRule = found.points.filter(({ keptBy }) => !keptBy.includes("chain"));
    expect(byRule).toHaveLength(3);
    expect(found.points.at(-1)?.full).toBe(true);
    expect(found.curve.at(-1)?.fullBackups).toBeCloseTo(1 + 0.1 * (found.points.length - 1));
  });
  test("pruning day by day ends where pruning once would", () => {
    fc.assert(
      fc.property(anyRetention, fc.integer({ min: 1, max: 12 }), (retention, fullEvery) => {
        const daily = simulate({ schedule: { ...schedule, n: 3 }, retention, fullEvery, horizonDays: 40, now });
        const slots = Array.from({ length: daily.captured }, (_, index) => now + (index + 1) * 3 * HOUR_MS);
        const all = slots.map((capturedAt, index) =>
          point(0, { id: String(index), capturedAt, needs: index % fullEvery === 0 ? [] : [String(index - 1)] }),
        );
        expect(new Set(daily.points.map(({ capturedAt }) => capturedAt))).toEqual(
          new Set(
            all
              .filter(({ id }) => alive(all, retention, now + 40 * DAY_MS, "UTC").has(id))
              .map(({ capturedAt }) => capturedAt),
          ),
        );
      }),
      { numRuns: 10 },
    );
  });
});

test("retention compliance counts the slots that are due", () => {
  const points = [point(0), point(24), point(72, { state: "partial" })];
  const found = slotsFilled(
    points,
    { ...none, last: 5, daily: 7 },
    { activatedAt: now - 3 * DAY_MS, now, zone: "UTC" },
  );
  expect(found).toMatchObject([{ rule: "daily", due: 4, filled: 2 }]);
});
