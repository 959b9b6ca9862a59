import { expect, test } from "vitest";
import { OpenStackError } from "./error";
import { remedyOf } from "./failure-words";

test.each([
  ["a reading that was given up", false, /Try again in a while/],
  ["a change that was given up", true, /may have happened all the same/],
])("%s has its own remedy", (_name, uncertain, expected) => {
  const error = new OpenStackError("x", { service: "cinder", site: "one", code: "timeout", status: 0, uncertain });
  expect(remedyOf(error, "person")).toMatch(expected);
  expect(remedyOf(error, "run")).toMatch(/when the service answers/);
});
