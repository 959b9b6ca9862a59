import { expect, test } from "vitest";
import { judgeDeletion, type DeletionFacts } from "./checkpoint-deletion";
import type { RecoveryPoint } from "./recovery-point";

const HOUR = 3_600_000;
const now = Date.UTC(2026, 10, 20, 10);
const point = (id: string, hoursAgo: number): RecoveryPoint => {
  const at = now - hoursAgo * HOUR;
  return {
    id,
    capturedAt: at,
    usableAt: { local: at, offsite: at, verified: null },
    goneAt: null,
    level: "crash",
    complete: true,
  };
};
const facts = (change: Partial<DeletionFacts> = {}): DeletionFacts => ({
  checkpointId: "new",
  planName: "billing",
  state: "usable",
  gone: false,
  pinned: false,
  pinnedReason: null,
  neededBy: 0,
  liveRun: null,
  planDeleted: false,
  points: [point("new", 1), point("old", 3)],
  versions: [{ fromAt: 0, rpoMs: 4 * HOUR, rung: "offsite", level: "crash" }],
  now,
  ...change,
});

test.each([
  ["kept on purpose", { pinned: true, pinnedReason: "audit of 2026" }, "It is kept on purpose: audit of 2026."],
  [
    "needed by one",
    { neededBy: 1 },
    "1 later checkpoint builds upon its bytes and could not be restored without them.",
  ],
  [
    "needed by three",
    { neededBy: 3 },
    "3 later checkpoints build upon its bytes and could not be restored without them.",
  ],
  ["gone", { gone: true }, "It holds no data any more."],
  ["still being taken", { state: "running" as const }, "It is still being taken."],
  [
    "being restored from",
    { liveRun: "Restore 1 server of billing", pinned: true },
    "Restore 1 server of billing is working on it.",
  ],
  ["free to go", {}, null],
])("%s", (_name, change, refusal) => {
  expect(judgeDeletion(facts(change)).refusal).toBe(refusal);
});

test("an older point goes without any effect on the promise", () => {
  expect(judgeDeletion(facts({ checkpointId: "old" }))).toMatchObject({
    confirmation: null,
    consequence: "What would be lost in a disaster now stays the same.",
  });
});

test("the newest may go by a click while the promise still holds", () => {
  expect(judgeDeletion(facts())).toMatchObject({
    confirmation: null,
    consequence: "A disaster now would then cost 3\u00a0h instead of 60\u00a0min; the promise of 4 h still holds.",
  });
});

test("a deletion that breaks the promise needs the plan's name", () => {
  const judged = judgeDeletion(facts({ points: [point("new", 1), point("old", 5)] }));
  expect(judged).toMatchObject({
    confirmation: "billing",
    consequence: "A disaster now would then cost 5\u00a0h instead of 60\u00a0min: the promise of 4 h would be broken.",
  });
});

test("so does the last usable point", () => {
  expect(judgeDeletion(facts({ points: [point("new", 1)] }))).toMatchObject({ confirmation: "billing" });
});

test("no promise depends on a deleted plan's checkpoint", () => {
  expect(judgeDeletion(facts({ points: [point("new", 1)], planDeleted: true })).confirmation).toBeNull();
});
