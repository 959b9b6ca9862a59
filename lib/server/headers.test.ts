import { describe, expect, test } from "vitest";
import { contentSecurityPolicy, securityHeaders } from "./headers";

const production = { nonce: "abc", secure: true, development: false };
const directive = (policy: string, name: string) => policy.split("; ").find((one) => one.startsWith(`${name} `)) ?? "";

describe("the content security policy", () => {
  const policy = contentSecurityPolicy(production);

  test("lets scripts run by this request's nonce alone", () => {
    expect(directive(policy, "script-src")).toBe("script-src 'nonce-abc' 'strict-dynamic'");
    expect(directive(policy, "script-src-attr")).toBe("script-src-attr 'none'");
  });

  test.each([
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "connect-src 'self'",
  ])("says %s", (words) => {
    expect(policy).toContain(words);
  });

  test("upgrades to TLS only where there is TLS", () => {
    expect(policy).toContain("upgrade-insecure-requests");
    expect(contentSecurityPolicy({ ...production, secure: false })).not.toContain("upgrade-insecure-requests");
  });
});

test("strict transport security goes with TLS alone", () => {
  const names = (secure: boolean) => securityHeaders(secure).map(([name]) => name);
  expect(names(true)).toContain("strict-transport-security");
  expect(names(false)).not.toContain("strict-transport-security");
});
