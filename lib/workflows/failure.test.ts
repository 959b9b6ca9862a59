import { expect, test } from "vitest";
import { AppError } from "@/lib/domain/errors";
import { OpenStackError } from "@/lib/openstack/error";
import { failureOf, isTransient, RunCancelled, StepFailed } from "./failure";

const refused = new OpenStackError("Cinder at one refused: no.", {
  service: "cinder",
  site: "one",
  code: "quota",
  status: 413,
  requestId: "req-1",
});

test("a service's refusal keeps its words, its status and its request id, and says what to do", () => {
  expect(failureOf(refused)).toEqual({
    kind: "failed",
    code: "quota",
    openstack: "quota",
    cause: {
      message: "Cinder at one refused: no.",
      safe: null,
      remedy: expect.stringContaining("quota"),
      service: "Cinder",
      status: 413,
      requestId: "req-1",
    },
  });
});

test("a foreseen failure tells what is safe, and whose refusal was behind it", () => {
  const error = new AppError("conflict", "It cannot be.", { safe: "All is there.", remedy: "Wait.", cause: refused });
  expect(failureOf(error)?.cause).toEqual({
    message: "It cannot be.",
    safe: "All is there.",
    remedy: "Wait.",
    service: "Cinder",
    status: 413,
    requestId: "req-1",
  });
});

test("a failure that went through the journal is the same failure", () => {
  const failure = failureOf(refused);
  expect(failure && failureOf(new StepFailed(JSON.parse(JSON.stringify(failure))))).toEqual(failure);
  expect(failureOf(new RunCancelled())?.kind).toBe("cancelled");
});

test("a bug is not foreseen", () => {
  expect(failureOf(new TypeError("x is not a function"))).toBeNull();
});

test.each([
  ["rate-limited", true],
  ["unavailable", true],
  ["timeout", true],
  ["forbidden", false],
  ["expired", false],
  ["invalid", false],
] as const)("%s is worth another try: %s", (code, expected) => {
  expect(isTransient(new OpenStackError("x", { service: "nova", site: "one", code, status: 0 }))).toBe(expected);
});
