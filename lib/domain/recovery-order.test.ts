import fc from "fast-check";
import { expect, test } from "vitest";
import { reaches, serverConsistency, weakest, type CaptureFacts } from "./consistency";
import { estimate, percentile } from "./estimate";
import { recoveryOrder } from "./recovery-order";

const node = (id: string, ...needs: string[]) => ({ id, name: id.toUpperCase(), needs });

test("what is needed comes in an earlier wave, and nothing waits longer than it must", () => {
  expect(
    recoveryOrder([node("server", "volume", "net", "flavor"), node("volume"), node("net"), node("other", "server")]),
  ).toEqual({
    waves: [["volume", "net"], ["server"], ["other"]],
    outside: ["flavor"],
  });
  expect(recoveryOrder([])).toEqual({ waves: [], outside: [] });
});

test("a circle is refused by name", () => {
  expect(() => recoveryOrder([node("x", "a"), node("a", "b"), node("b", "c"), node("c", "a")])).toThrow(
    "A → B → C → A",
  );
  expect(() => recoveryOrder([node("a", "a")])).toThrow("A → A");
});

test("every node comes once, after all that it needs", () => {
  const graph = fc
    .integer({ min: 1, max: 25 })
    .chain((size) =>
      fc
        .array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 60 })
        .map((edges) =>
          Array.from({ length: size }, (_, index) =>
            node(
              String(index),
              ...new Set(
                edges.filter(([a, b]) => Math.max(a, b) === index && a !== b).map(([a, b]) => String(Math.min(a, b))),
              ),
            ),
          ),
        ),
    );
  fc.assert(
    fc.property(graph, (nodes) => {
      const { waves } = recoveryOrder(nodes);
      const wave = new Map(waves.flatMap((ids, index) => ids.map((id) => [id, index] as const)));
      expect(waves.flat()).toHaveLength(nodes.length);
      for (const { id, needs } of nodes)
        expect(wave.get(id)).toBe(Math.max(-1, ...needs.map((need) => wave.get(need) ?? 99)) + 1);
    }),
  );
});

const facts: CaptureFacts = {
  serverStatus: "ACTIVE",
  how: "create-image",
  diskCount: 2,
  spreadMs: 1500,
  guestAgent: true,
  requireQuiesce: true,
};
test.each<[string, Partial<CaptureFacts>, string, boolean]>([
  ["frozen because the image demands it", {}, "filesystem", true],
  ["the image asks, but does not demand", { requireQuiesce: false }, "crash", false],
  ["no guest agent", { guestAgent: false }, "crash", false],
  ["snapshots one after another", { how: "each" }, "crash", false],
  ["one disk is one instant", { how: "each", diskCount: 1 }, "crash", true],
  ["a group snapshot", { how: "group" }, "crash", true],
  ["a stopped server proves nothing", { serverStatus: "SHUTOFF" }, "crash", false],
])("consistency: %s", (_name, more, level, oneInstant) => {
  const found = serverConsistency({ ...facts, ...more });
  expect([found.level, found.oneInstant]).toEqual([level, oneInstant]);
  expect(found.because).toMatch(/\.$/);
});

test("a checkpoint is as consistent as its weakest member", () => {
  expect([weakest(["filesystem", null, "crash"]), weakest(["filesystem", null]), weakest([null])]).toEqual([
    "crash",
    "filesystem",
    null,
  ]);
  expect([reaches("crash", "filesystem"), reaches("application", "filesystem"), reaches(null, "application")]).toEqual([
    false,
    true,
    true,
  ]);
});

test("an estimate comes from like steps, else from measured speed, else not at all", () => {
  const step = (durationMs: number, sizeGiB: number | null, kind = "backup") => ({ kind, durationMs, sizeGiB });
  const like = [step(10_000, 10), step(20_000, 8), step(30_000, 12), step(90_000, 100), step(1, 10, "restore")];
  expect(estimate(like, { kind: "backup", sizeGiB: 10 })).toEqual({
    medianMs: 20_000,
    p90Ms: 30_000,
    measuredOn: 3,
    basis: "like steps",
  });
  // 1 GiB in 12 s, of which 2 s are fixed: 102.4 MiB/s; 100 GiB then take 1000 s and the fixed 2.
  expect(estimate([step(12_000, 1)], { kind: "backup", sizeGiB: 100, fixedMs: 2000 })).toEqual({
    medianMs: 1_002_000,
    p90Ms: 1_002_000,
    measuredOn: 1,
    basis: "throughput",
  });
  expect(estimate([step(5000, null)], { kind: "backup", sizeGiB: null })?.medianMs).toBe(5000);
  expect(estimate(like, { kind: "unheard", sizeGiB: 1 })).toBeNull();
  expect([percentile([3, 1, 2], 0.5), percentile([1], 0.9)]).toEqual([2, 1]);
});
