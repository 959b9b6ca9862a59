import { expect, test } from "vitest";
import { recoveryTimes, type RecoveryStamps } from "./rta";

const MINUTE = 60_000;
const disaster: RecoveryStamps = {
  purpose: "real",
  impactAt: 100 * MINUTE,
  declaredAt: 110 * MINUTE,
  startedAt: 112 * MINUTE,
  upAt: 132 * MINUTE,
  pointAt: 90 * MINUTE,
  decisionMs: 15 * MINUTE,
  waits: [[115 * MINUTE, 120 * MINUTE]],
};

test("a disaster's clock runs from the impact, not from the click", () => {
  expect(recoveryTimes(disaster)).toEqual({
    lossMs: 10 * MINUTE,
    totalMs: 32 * MINUTE,
    executionMs: 20 * MINUTE,
    peopleMs: 5 * MINUTE,
    machineMs: 15 * MINUTE,
  });
});

test.each([
  ["a drill adds the declared time for deciding", { ...disaster, purpose: "drill" as const, impactAt: null }, 35],
  ["what is not up has no recovery time", { ...disaster, upAt: null }, null],
  ["without an impact the declaration counts", { ...disaster, impactAt: null }, 22],
])("%s", (_name, stamps, minutes) => {
  expect(recoveryTimes(stamps).totalMs).toBe(minutes === null ? null : minutes * MINUTE);
});

test("a point after the impact loses nothing", () => {
  expect(recoveryTimes({ ...disaster, pointAt: 101 * MINUTE }).lossMs).toBe(0);
});
