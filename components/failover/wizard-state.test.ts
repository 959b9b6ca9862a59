import { describe, expect, test } from "vitest";
import type { FailoverPoint } from "@/lib/domain/failover-view";
import {
  inputOf,
  meantPoint,
  newerPoint,
  openQuestions,
  stepsOf,
  type FailoverChoice,
} from "@/components/failover/wizard-state";

const NOW = new Date("2026-11-20T10:00:00.000Z");
const IMPACT = "2026-11-20T09:51:00.000Z";
const nothing: FailoverChoice = { purpose: "real", mode: null, impactAt: null, by: "latest", at: null, pointId: null };
const disaster: FailoverChoice = { ...nothing, mode: "disaster", impactAt: IMPACT };
const drill: FailoverChoice = { ...nothing, purpose: "drill" };

const point = (id: string, clock: string, change: Partial<FailoverPoint> = {}): FailoverPoint => ({
  checkpointId: id,
  capturedAt: `2026-11-20T${clock}:00.000Z`,
  consistency: null,
  state: "usable",
  offsite: true,
  verifiedAt: null,
  lossMs: 0,
  ...change,
});
const points = [
  point("c", "09:40"),
  point("b", "09:00", { consistency: "filesystem" }),
  point("a", "08:00", { verifiedAt: IMPACT }),
];

test("a drill does not ask what happened", () => {
  expect(stepsOf("real")).toEqual(["happened", "point", "checks", "review"]);
  expect(stepsOf("drill")).toEqual(["point", "checks", "review"]);
});

describe("what is still open", () => {
  test.each<[string, FailoverChoice, string[]]>([
    ["nothing chosen", nothing, ["happened", "point"]],
    ["planned takes a point of its own", { ...nothing, mode: "planned" }, []],
    ["a disaster without its time", { ...nothing, mode: "disaster", pointId: "a" }, ["happened"]],
    ["a disaster that lies ahead", { ...disaster, impactAt: "2026-11-20T11:00:00.000Z", pointId: "a" }, ["happened"]],
    ["a disaster without a point", disaster, ["point"]],
    ["all of a disaster", { ...disaster, pointId: "a" }, []],
    ["a drill without a point", drill, ["point"]],
    ["all of a drill", { ...drill, pointId: "a" }, []],
  ])("%s", (_case, choice, open) => {
    expect(Object.keys(openQuestions(choice, NOW))).toEqual(open);
    expect(inputOf(choice, "p", NOW) === null).toBe(open.length > 0);
  });
});

describe("what is asked of the server", () => {
  test("a disaster names the very point that was on screen, and its time", () => {
    expect(inputOf({ ...disaster, pointId: "b" }, "p", NOW)).toEqual({
      planId: "p",
      purpose: "real",
      mode: "disaster",
      impactAt: IMPACT,
      point: { by: "pick", checkpointId: "b" },
    });
  });

  test("a planned failover has neither, whatever was chosen before", () => {
    const asked = inputOf({ ...disaster, mode: "planned", pointId: "b" }, "p", NOW);
    expect(asked).toMatchObject({ mode: "planned", impactAt: null, point: { by: "latest" } });
  });

  test("a drill has no time of impact and asks the source for nothing", () => {
    const asked = inputOf({ ...drill, impactAt: IMPACT, pointId: "b" }, "p", NOW);
    expect(asked).toMatchObject({ purpose: "drill", mode: "disaster", impactAt: null });
  });
});

describe("which point is meant", () => {
  test.each<[Partial<FailoverChoice>, string | null]>([
    [{ by: "latest" }, "c"],
    [{ by: "latest-consistent" }, "b"],
    [{ by: "latest-verified" }, "a"],
    [{ by: "at", at: "2026-11-20T09:10:00.000Z" }, "b"],
    [{ by: "at", at: "2026-11-20T07:00:00.000Z" }, null],
    [{ by: "at" }, null],
    [{ by: "pick", pointId: "a" }, "a"],
    [{ by: "pick", pointId: "gone" }, null],
    [{ by: "pick" }, null],
  ])("%j", (part, id) => {
    expect(meantPoint({ ...disaster, ...part }, points)?.checkpointId ?? null).toBe(id);
  });
});

describe("a newer point that lands", () => {
  test.each<[string, Partial<FailoverChoice>, string | null]>([
    ["is news for the latest", { pointId: "b" }, "c"],
    ["is none where the newest was chosen", { pointId: "c" }, null],
    ["is none where it is not of the kind wanted", { by: "latest-verified", pointId: "a" }, null],
    ["is none for who picked one", { by: "pick", pointId: "a" }, null],
    ["is none before a point was chosen", {}, null],
    ["is none for a planned failover", { mode: "planned", pointId: "b" }, null],
  ])("%s", (_case, part, id) => {
    expect(newerPoint({ ...disaster, ...part }, points)?.checkpointId ?? null).toBe(id);
  });
});
