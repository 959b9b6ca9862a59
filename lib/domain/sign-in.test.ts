import { expect, test } from "vitest";
import { safeReturnPath, signInInput } from "./sign-in";

test.each([
  ["/plans/1?tab=runs", "/plans/1?tab=runs"],
  ["/", "/"],
  [null, "/"],
  ["", "/"],
  ["https://evil.example", "/"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["/\tevil", "/"],
  ["javascript:alert(1)", "/"],
  ["/sign-in?next=/x", "/"],
  ["/..//evil.example", "/"],
  ["/plans#fragment", "/plans"],
])("after sign-in, %j leads to %s", (next, path) => {
  expect(safeReturnPath(next)).toBe(path);
});

test("a sign-in without its password names the field", () => {
  const parsed = signInInput.safeParse({
    method: "password",
    cloudId: "c",
    username: "demo",
    password: "",
    domain: "Default",
  });
  expect(parsed.error?.issues).toMatchObject([{ path: ["password"], message: "Give the password" }]);
});
