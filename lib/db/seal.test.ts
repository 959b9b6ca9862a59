import { expect, test } from "vitest";

process.env.DATABASE_URL ??= "postgresql://nowhere/none";
process.env.AUTH_SECRET ??= "0123456789abcdef0123456789abcdef";
const { seal, unseal } = await import("./seal");

test("a sealed text opens for its purpose, and never reads the same twice", () => {
  const first = seal("gAAAA token", "session");
  expect(unseal(first, "session")).toBe("gAAAA token");
  expect(seal("gAAAA token", "session")).not.toBe(first);
});

test("a sealed text does not open for another purpose", () => {
  expect(() => unseal(seal("secret", "session"), "credential")).toThrow();
});

test("a changed text does not open", () => {
  const sealed = seal("secret", "session");
  const last = sealed.at(-3) === "A" ? "B" : "A";
  expect(() => unseal(sealed.slice(0, -3) + last + sealed.slice(-2), "session")).toThrow();
});
