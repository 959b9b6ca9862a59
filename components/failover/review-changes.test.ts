import { expect, test } from "vitest";
import { reviewChanges } from "@/components/failover/review-changes";
import type { FailoverReview } from "@/lib/domain/failover-view";

const review = (hash: string, titles: string[], checkpointId = "c"): FailoverReview =>
  ({
    hash,
    point: { checkpointId },
    steps: titles.map((title) => ({ key: title, title })),
  }) as unknown as FailoverReview;

test.each<[string, FailoverReview, FailoverReview, string[]]>([
  ["nothing, where the hash is the same", review("1", ["a"]), review("1", ["b"]), []],
  [
    "what is done no more, and what besides",
    review("1", ["a", "b"]),
    review("2", ["b", "c"]),
    ["Not done any more: a", "Done besides: c"],
  ],
  ["another point", review("1", ["a"]), review("2", ["a"], "d"), ["It starts from another point."]],
  [
    "that something is different, where no title is",
    review("1", ["a"]),
    review("2", ["a"]),
    ["The details or the order of the steps are different."],
  ],
])("a newer review says %s", (_what, before, after, lines) => {
  expect(reviewChanges(before, after)).toEqual(lines);
});
