import { expect, test } from "vitest";
import { oddTextPath } from "./odd-text";

test.each([
  ["a null character", { input: { name: "a\u0000b" } }, "input.name"],
  ["half a pair", { list: ["fine", "a\ud800b"] }, "list.1"],
  ["the other half", "\udc00", ""],
  ["a key", { userData: { "\u0000": "x" } }, "userData"],
])("%s is found", (_name, value, path) => {
  expect(oddTextPath(value)).toBe(path);
});

test("every other text may come", () => {
  expect(oddTextPath({ a: "Zürich 🌊 \u202e\n", b: [1, null, true, undefined], c: {} })).toBeNull();
});
