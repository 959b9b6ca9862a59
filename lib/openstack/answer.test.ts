import { describe, expect, test } from "vitest";
import { refusal, retryAfter, spokenError } from "./answer";

const at = { service: "cinder", site: "alpha" } as const;
const answer = (status: number, headers: Record<string, string> = {}) => ({ status, headers, requestId: "req-1" });

describe("what a service said", () => {
  test.each([
    [
      "Nova, Cinder, Manila",
      '{"itemNotFound": {"code": 404, "message": "Instance x could not be found."}}',
      "Instance x could not be found.",
    ],
    [
      "Neutron",
      '{"NeutronError": {"type": "IpAddressInUse", "message": "Unable to complete operation", "detail": ""}}',
      "Unable to complete operation",
    ],
    [
      "Heat",
      '{"code": 404, "title": "Not Found", "explanation": "The resource could not be found.", "error": {"type": "EntityNotFound", "message": "The Stack (x) could not be found."}}',
      "The Stack (x) could not be found.",
    ],
    [
      "Keystone",
      '{"error": {"code": 401, "title": "Unauthorized", "message": "The request you have made requires authentication."}}',
      "The request you have made requires authentication.",
    ],
    ["Freezer", '{"title": "Not Found", "description": "No document found"}', "No document found"],
    [
      "Glance's HTML",
      "<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1>No image found with ID x &amp; y<br /><br /></body></html>",
      "404 Not Found No image found with ID x & y",
    ],
    [
      "Glance's markup within JSON",
      '{"message": "Not allowed.<br /><br />\\n\\n", "code": "403 Forbidden", "title": "Forbidden"}',
      "Not allowed.",
    ],
    ["Manila's empty place holder", '{"conflictingRequest": {"code": 409, "message": "%(err)s"}}', ""],
    ["nothing", "", ""],
  ])("%s", (_name, body, said) => {
    expect(spokenError(body)).toBe(said);
  });
});

describe("what an answer means", () => {
  test.each([
    [400, '{"badRequest": {"message": "Invalid volume"}}', "invalid", false],
    [401, "", "expired", false],
    [403, '{"forbidden": {"message": "Policy does not allow"}}', "forbidden", false],
    [403, '{"forbidden": {"message": "Quota exceeded for instances"}}', "quota", false],
    [404, "", "not-found", false],
    [
      409,
      '{"NeutronError": {"type": "OverQuota", "message": "Quota exceeded for resources: [port]."}}',
      "quota",
      false,
    ],
    [409, '{"conflictingRequest": {"message": "is being used"}}', "conflict", false],
    [
      413,
      '{"overLimit": {"message": "VolumeLimitExceeded: Maximum number of volumes allowed (10) exceeded"}}',
      "quota",
      false,
    ],
    [429, "", "rate-limited", true],
    [500, "", "unavailable", true],
    [503, "", "unavailable", true],
    [302, "", "unexpected", false],
  ])("%i %s", (status, body, code, retryable) => {
    expect(refusal(at, answer(status), body)).toMatchObject({
      code,
      retryable,
      status,
      service: "cinder",
      site: "alpha",
      requestId: "req-1",
    });
  });

  test("the message is a sentence that names who refused, and where", () => {
    const error = refusal(
      at,
      answer(400),
      '{"badRequest": {"message": "Backing up an in-use volume must use the force flag."}}',
    );
    expect(error.message).toBe("Cinder at alpha refused: Backing up an in-use volume must use the force flag.");
  });
});

describe("Retry-After", () => {
  const now = new Date("2026-01-01T00:00:00Z");
  test.each([
    ["seconds", "7", 7_000],
    ["a date", "Thu, 01 Jan 2026 00:00:05 GMT", 5_000],
    ["a date in the past", "Wed, 31 Dec 2025 00:00:00 GMT", 0],
    ["nonsense", "soon", null],
    ["nothing", undefined, null],
  ])("%s", (_name, header, ms) => {
    expect(retryAfter(header, now)).toBe(ms);
  });
});
