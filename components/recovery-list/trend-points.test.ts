import { expect, test } from "vitest";
import { trendPoints } from "@/components/recovery-list/trend-points";
import type { RecoveryEvent } from "@/lib/domain/recovery-list";

const event = (totalMs: number | null, rtoMinutes: number) =>
  ({ declaredAt: "2026-11-20T10:00:00.000Z", totalMs, rtoMinutes }) as RecoveryEvent;

test("a recovery time is drawn as its share of the promise of then; what never came up is not", () => {
  const points = trendPoints([
    event(30 * 60_000, 60),
    event(90 * 60_000, 60),
    event(null, 60),
    event(90 * 60_000, 240),
  ]);
  expect(points.map(({ percent }) => percent)).toEqual([50, 150, 38]);
});
