import { expect, test } from "vitest";
import { compareVersions } from "./microversion";
import { shortTag } from "./tag";

test.each([
  ["2.9", "2.10", -1],
  ["3.70", "3.70", 0],
  ["3.0", "2.93", 1],
])("%s against %s", (a, b, sign) => {
  expect(Math.sign(compareVersions(a, b))).toBe(sign);
});

test("a short tag fits into Nova's 60 characters and holds no comma or slash", () => {
  expect(shortTag("run/step,with:everything")).toMatch(/^bw-[0-9a-f]{40}$/);
});
