import fc from "fast-check";
import { expect, test } from "vitest";
import { floorPercent } from "./percent";

test("a share is floored, for any length of time", () => {
  expect([floorPercent(99_996, 100_000), floorPercent(1, 3), floorPercent(5, 5), floorPercent(0, 7)]).toEqual([
    "99.99",
    "33.33",
    "100.00",
    "0.00",
  ]);
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 2 ** 31 }), (a, b) => {
      const [part, whole] = [Math.min(a, b), Math.max(a, b)];
      const percent = Number(floorPercent(part, whole));
      expect(percent <= (part / whole) * 100 + 1e-9 && percent > (part / whole) * 100 - 0.01 - 1e-9).toBe(true);
      expect(percent === 100).toBe(part === whole);
    }),
  );
});
