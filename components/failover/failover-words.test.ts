import { describe, expect, test } from "vitest";
import { deedsOf, findingOf, mayRunTwice } from "@/components/failover/failover-words";
import type { FailoverDetail } from "@/lib/domain/failover-view";
import type { StepView } from "@/lib/domain/run";

const MINUTE = 60_000;
const step = (key: string, state: StepView["state"]): StepView => ({
  id: key,
  key,
  title: key,
  position: 0,
  state,
  startedAt: null,
  endedAt: null,
  attempts: 0,
  expectedMs: null,
  detail: null,
  cause: null,
  requestIds: [],
});
const steps = [step("active:1", "done"), step("active:2", "done"), step("active:3", "done")];
const run = { state: "succeeded", steps, cancelLeaves: null, canRetry: false } as FailoverDetail["run"];
const times = { lossMs: 4 * MINUTE, totalMs: 12 * MINUTE, executionMs: 9 * MINUTE, peopleMs: 0, machineMs: 9 * MINUTE };
const base = {
  purpose: "real",
  mode: "disaster",
  planName: "billing",
  from: { id: "1", name: "RegionOne" },
  to: { id: "2", name: "RegionTwo" },
  workload: "up",
  cleanup: "none",
  times,
  sourceTasks: [],
  run,
} as unknown as FailoverDetail;
const failover = (change: Partial<FailoverDetail>): FailoverDetail => ({ ...base, ...change });
const plain = (text: string) => text.replaceAll("\u00a0", " ");
const none = { ...times, totalMs: null, executionMs: null };

describe("the first line is the finding", () => {
  test.each<[Partial<FailoverDetail>, string]>([
    [{}, "3 of 3 servers are up at RegionTwo, 12 min after the impact; 4 min of data were lost"],
    [{ mode: "planned" }, "3 of 3 servers are up at RegionTwo, 12 min after it was begun; nothing was lost"],
    [{ purpose: "drill" }, "3 of 3 servers are up at RegionTwo, 9 min after the drill began"],
    [
      {
        workload: "starting",
        times: none,
        run: { ...run, state: "running", steps: [step("active:1", "done"), step("active:2", "pending")] },
      },
      "The failover of billing: 1 of 2 servers is up at RegionTwo",
    ],
    [
      { workload: "preparing", run: { ...run, state: "pending", steps: [] } },
      "The failover of billing: no server is up at RegionTwo yet",
    ],
    [
      {
        workload: "failed",
        times: none,
        run: { ...run, state: "failed", steps: [step("active:1", "done"), step("gate:2:0", "failed")] },
      },
      "The failover of billing stopped at step 2: 1 of 1 server is up at RegionTwo",
    ],
    [
      { workload: "undone", cleanup: "done" },
      "The failover of billing was undone, and nothing of it is left at RegionTwo",
    ],
    [
      { purpose: "drill", workload: "undone", cleanup: "done" },
      "The drill of billing has ended, and nothing of it is left",
    ],
    [{ purpose: "drill", cleanup: "running" }, "What the drill of billing made is being removed"],
    [{ purpose: "drill", cleanup: "leftovers" }, "The drill of billing left something behind at RegionTwo"],
    [
      { workload: "committed" },
      "billing runs at RegionTwo: 3 of 3 servers, 12 min after the impact; 4 min of data were lost",
    ],
  ])("%j", (change, words) => {
    expect(plain(findingOf(failover(change)))).toBe(words);
  });
});

describe("what can be done", () => {
  test.each<[string, Partial<FailoverDetail>, string[]]>([
    ["while it runs", { workload: "starting", run: { ...run, state: "running", cancelLeaves: "x" } }, ["stop"]],
    ["when it is up", {}, ["undo", "commit"]],
    ["when a drill is up", { purpose: "drill", cleanup: "due" }, ["undo", "forReal"]],
    ["when it stopped", { workload: "failed", run: { ...run, state: "failed", canRetry: true } }, ["retry", "undo"]],
    ["after the commit", { workload: "committed" }, []],
    ["while it is removed", { cleanup: "running" }, []],
    ["when something is left", { purpose: "drill", cleanup: "leftovers" }, ["undo"]],
    ["when it is undone", { workload: "undone", cleanup: "done" }, []],
  ])("%s", (_when, change, can) => {
    const deeds = Object.entries(deedsOf(failover(change)));
    expect(deeds.flatMap(([name, may]) => (may ? [name] : []))).toEqual(can);
  });
});

test("whoever was not seen to stand still may run twice", () => {
  const task = {
    key: "stop:1",
    do: "stop",
    serverId: "1",
    name: "db-1",
    state: "due",
    at: null,
    detail: null,
  } as const;
  expect(mayRunTwice(failover({ sourceTasks: [task, { ...task, name: "web-1", state: "done" }] }))).toEqual(["db-1"]);
  expect(mayRunTwice(failover({ purpose: "drill", sourceTasks: [task] }))).toEqual([]);
  expect(mayRunTwice(failover({ workload: "undone", sourceTasks: [task] }))).toEqual([]);
});
