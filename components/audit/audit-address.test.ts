import { expect, test } from "vitest";
import { auditHref, auditQueryOf, isNarrowed, readAuditAddress } from "./audit-address";

test("what cannot be read is as if it were not there", () => {
  const address = readAuditAddress({ action: "plan.explode", from: "yesterday", after: ["x", "12"] });
  expect(address.filter).toEqual({ search: "", action: null, objectId: null, result: null, from: null, to: null });
  expect(address.trail).toEqual(["12"]);
  expect(isNarrowed(address)).toBe(false);
});

test("an address leads back to where it came from", () => {
  const raw = {
    search: "billing",
    action: "plan.edit",
    object: "p1",
    result: "done",
    from: "2026-11-01T00:00:00.000Z",
  };
  const address = readAuditAddress({ ...raw, after: ["30", "20"] });
  const params = new URL(auditHref(address), "http://x").searchParams;
  expect(readAuditAddress({ ...Object.fromEntries(params), after: params.getAll("after") })).toEqual(address);
  expect(auditQueryOf(address)).toMatchObject({ search: "billing", action: "plan.edit", objectId: "p1", marker: "20" });
  expect(auditHref(readAuditAddress({}))).toBe("/audit");
});
