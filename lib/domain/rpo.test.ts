import { describe, expect, test } from "vitest";
import {
  achievableRpoMs,
  bestPoint,
  copyP95Ms,
  exposureMs,
  exposureNow,
  exposurePerRung,
  resourceExposureMs,
  severityOf,
  type Verdict,
} from "./rpo";
import { knownAt, toRecoveryPoint, type RecoveryPoint } from "./recovery-point";
import { bindingTarget, targetSpans, toTargetVersions, writtenTarget } from "./rpo-target";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./zone";

const now = Date.parse("2026-03-01T12:00:00Z");
const ago = (minutes: number) => now - minutes * MINUTE_MS;
const crash = { rung: "local", level: "crash" } as const;

function point(minutesAgo: number, more: Partial<RecoveryPoint> = {}): RecoveryPoint {
  const capturedAt = ago(minutesAgo);
  return {
    id: `p${minutesAgo}`,
    capturedAt,
    usableAt: { local: capturedAt, offsite: null, verified: null },
    goneAt: null,
    level: "crash",
    complete: true,
    ...more,
  };
}

describe("exposure", () => {
  test.each<[string, RecoveryPoint[], number | null]>([
    ["nothing captured", [], null],
    [
      "counts from capture, not from when the copy was done",
      [point(60, { usableAt: { local: ago(10), offsite: null, verified: null } })],
      60,
    ],
    [
      "the newest capture wins, whichever copy finished last",
      [point(60, { usableAt: { local: ago(1), offsite: null, verified: null } }), point(30)],
      30,
    ],
    [
      "a copy under way does not count",
      [point(60), point(5, { usableAt: { local: now + 1, offsite: null, verified: null } })],
      60,
    ],
    [
      "a copy done this instant counts",
      [point(60), point(5, { usableAt: { local: now, offsite: null, verified: null } })],
      5,
    ],
    ["a partial one does not count", [point(60), point(5, { complete: false })], 60],
    ["one that is gone this instant does not count", [point(60), point(5, { goneAt: now })], 60],
  ])("%s", (_name, points, minutes) => {
    expect(exposureMs(points, now, crash)).toBe(minutes === null ? null : minutes * MINUTE_MS);
  });

  test("a wished level is demanded", () => {
    const points = [point(60, { level: "filesystem" }), point(5), point(4, { level: null })];
    expect(exposureMs(points, now, { rung: "local", level: "filesystem" })).toBe(60 * MINUTE_MS);
    expect(exposureMs(points, now, { rung: "local", level: "application" })).toBeNull();
  });

  test("each rung has its own", () => {
    const climbed = point(90, { usableAt: { local: ago(88), offsite: ago(70), verified: ago(60) } });
    const copied = point(30, { usableAt: { local: ago(28), offsite: ago(10), verified: null } });
    expect(exposurePerRung([climbed, copied, point(5)], now)).toEqual({
      local: 5 * MINUTE_MS,
      offsite: 30 * MINUTE_MS,
      verified: 90 * MINUTE_MS,
    });
  });

  test("a member that the point lacks has a clock of its own", () => {
    const held = point(20, { members: ["a"] });
    const members = [
      { id: "a", joinedAt: ago(500), leftAt: null },
      { id: "b", joinedAt: ago(45), leftAt: null },
    ];
    expect(exposureMs([held], now, crash, members)).toBe(45 * MINUTE_MS);
    expect(
      exposureMs(
        [held],
        now,
        crash,
        members.map((member) => ({ ...member, leftAt: ago(1) })),
      ),
    ).toBe(20 * MINUTE_MS);
    expect(exposureMs([point(20)], now, crash, [{ id: "c", joinedAt: ago(5), leftAt: null }])).toBe(20 * MINUTE_MS);
  });

  test("a partial point counts for the resources it holds", () => {
    const points = [point(60, { members: ["a", "b"] }), point(5, { members: ["a"], complete: false })];
    expect([
      resourceExposureMs(points, "a", now, crash),
      resourceExposureMs(points, "b", now, crash),
      resourceExposureMs(points, "c", now, crash),
    ]).toEqual([5 * MINUTE_MS, 60 * MINUTE_MS, null]);
  });

  test("a report can be made as known on an earlier day", () => {
    const points = [point(60, { goneAt: ago(10), goneSeenAt: ago(2) }), point(30, { seenAt: ago(1) })];
    expect(bestPoint(knownAt(points, ago(5)), ago(5), crash)?.id).toBe("p60");
    expect(bestPoint(knownAt(points, now), now, crash)?.id).toBe("p30");
  });
});

describe("the state now", () => {
  const versions = [{ fromAt: 0, rpoMs: HOUR_MS, ...crash }];
  const verdict = (points: RecoveryPoint[], more: Partial<Verdict> = {}) =>
    exposureNow({ points, versions, activatedAt: ago(2000), paused: false, nextUsableAt: null, now, ...more });
  test.each<[string, RecoveryPoint[], Partial<Verdict>, string]>([
    ["fresh", [point(10)], {}, "kept"],
    ["more than four fifths used", [point(49)], {}, "at-risk"],
    ["exactly the promise", [point(60)], {}, "at-risk"],
    ["the next point comes too late", [point(10)], { nextUsableAt: ago(-51) }, "at-risk"],
    ["the next point comes in time", [point(10)], { nextUsableAt: ago(-50) }, "kept"],
    ["over the promise", [point(61)], {}, "breach"],
    ["over twice", [point(121)], {}, "severe"],
    ["over four times", [point(241)], {}, "critical"],
    ["never a point", [], {}, "not-yet-protected"],
    ["a point, but only partial", [point(5, { complete: false })], {}, "not-yet-protected"],
    ["all points gone", [point(100, { goneAt: ago(5) })], {}, "critical"],
    ["paused and within the promise", [point(10)], { paused: true }, "paused"],
    ["paused, and broken all the same", [point(100)], { paused: true }, "breach"],
  ])("%s", (_name, points, more, state) => {
    expect(verdict(points, more).state).toBe(state);
  });

  test("says when the promise breaks, from activation where there is no point", () => {
    expect(verdict([point(10)]).breachAt).toBe("2026-03-01T12:50:00.000Z");
    expect(verdict([], { activatedAt: ago(10) })).toMatchObject({
      breachAt: "2026-03-01T12:50:00.000Z",
      exposureMs: null,
      since: null,
    });
    expect(verdict([point(100, { goneAt: ago(5) })]).breachAt).toBeNull();
  });

  test("severity is a matter of multiples", () => {
    expect([48, 49, 60, 61, 120, 121, 240, 241].map((minutes) => severityOf(minutes, 60))).toEqual([
      "kept",
      "at-risk",
      "at-risk",
      "breach",
      "breach",
      "severe",
      "severe",
      "critical",
    ]);
  });
});

describe("targets", () => {
  const versions = [
    { fromAt: 0, rpoMs: 240, ...crash },
    { fromAt: 1000, rpoMs: 60, rung: "offsite", level: "crash" } as const,
    { fromAt: 1010, rpoMs: 90, ...crash },
  ];
  test("changing the promise again does not put off what was tightened before", () => {
    expect([999, 1009, 1059, 1060, 1100].map((at) => bindingTarget(versions, at).rpoMs)).toEqual([
      240, 240, 240, 90, 90,
    ]);
    expect(writtenTarget(versions, 1005)).toEqual({ rpoMs: 60, rung: "offsite", level: "crash" });
    expect(bindingTarget(versions.slice(0, 2), 1030).rung).toBe("local");
    expect(targetSpans(versions, { from: 900, to: 1200 })).toEqual([
      { from: 900, to: 1060, target: { rpoMs: 240, ...crash } },
      { from: 1060, to: 1200, target: { rpoMs: 90, ...crash } },
    ]);
  });
  test("stored objectives come in any order", () => {
    const stored = [
      { fromAt: "2026-02-01T00:00:00Z", rpoMinutes: 30, rung: "offsite" as const },
      { fromAt: "2026-01-01T00:00:00Z", rpoMinutes: 60, rung: "local" as const },
    ];
    expect(
      toTargetVersions(stored, "filesystem").map((version) => [version.rpoMs, version.rung, version.level]),
    ).toEqual([
      [HOUR_MS, "local", "filesystem"],
      [HOUR_MS / 2, "offsite", "filesystem"],
    ]);
  });
});

test("what a schedule can keep is its interval and the time to copy", () => {
  const points = Array.from({ length: 20 }, (_, index) =>
    point(index * 60 + 60, { usableAt: { local: ago(index * 60 + 60 - index), offsite: null, verified: null } }),
  );
  expect(copyP95Ms(points, "local")).toBe(18 * MINUTE_MS);
  expect(achievableRpoMs(HOUR_MS, 10 * MINUTE_MS)).toBe(70 * MINUTE_MS);
  expect([achievableRpoMs(DAY_MS, null), achievableRpoMs(null, 5), copyP95Ms([], "local")]).toEqual([
    DAY_MS,
    null,
    null,
  ]);
});

test("a timeline point without data is no recovery point", () => {
  const timeline = {
    id: "c",
    createdAt: "2026-03-01T11:00:00Z",
    offsiteAt: null,
    verifiedAt: null,
    goneAt: null,
    full: true,
    consistency: "crash",
    pinned: false,
    memberCount: 2,
    sizeGiB: 1,
    cause: null,
  } as const;
  expect(
    toRecoveryPoint({
      ...timeline,
      state: "failed",
      capturedAt: "2026-03-01T11:00:00Z",
      localAt: null,
      capturedCount: 0,
    }),
  ).toBeNull();
  expect(
    toRecoveryPoint({ ...timeline, state: "running", capturedAt: null, localAt: null, capturedCount: 0 }),
  ).toBeNull();
  expect(
    toRecoveryPoint({
      ...timeline,
      state: "usable",
      capturedAt: "2026-03-01T11:00:00Z",
      localAt: "2026-03-01T11:05:00Z",
      capturedCount: 2,
    }),
  ).toMatchObject({ complete: true, capturedAt: Date.parse("2026-03-01T11:00:00Z") });
  expect(
    toRecoveryPoint({
      ...timeline,
      state: "partial",
      capturedAt: "2026-03-01T11:00:00Z",
      localAt: "2026-03-01T11:05:00Z",
      capturedCount: 1,
    })?.complete,
  ).toBe(false);
});
