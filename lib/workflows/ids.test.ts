import { expect, test } from "vitest";
import { derivedId, newId } from "./ids";
import { tagOf } from "./run";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test("the same words name the same thing, and other words another", () => {
  expect(derivedId("checkpoint", "plan", "2026-11-20T10:00:00.000Z")).toBe(
    derivedId("checkpoint", "plan", "2026-11-20T10:00:00.000Z"),
  );
  expect(derivedId("ab", "c")).not.toBe(derivedId("a", "bc"));
  expect(derivedId("x")).toMatch(UUID);
});

test("new ids sort by their time", () => {
  expect(newId()).toMatch(UUID);
  expect(newId(1_000) < newId(2_000)).toBe(true);
});

test("a tag names run and step within what every service takes", () => {
  const run = newId();
  expect(tagOf(run, `backup:${newId()}`).length).toBeLessThanOrEqual(60);
  expect(tagOf(run, "a")).not.toBe(tagOf(run, "b"));
  expect(tagOf(run, "a").startsWith(run)).toBe(true);
});
