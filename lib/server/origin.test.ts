import { expect, test } from "vitest";
import { isOwnOrigin } from "./origin";

const url = new URL("https://breakwater.example.org");
const behindProxy = { url, trustProxy: true };
const plain = { url, trustProxy: false };

test.each<[string, Record<string, string>, typeof plain, boolean]>([
  ["the public address", { origin: "https://breakwater.example.org", host: "10.0.0.4:3000" }, plain, true],
  ["the address that was called", { origin: "http://127.0.0.1:3000", host: "127.0.0.1:3000" }, plain, true],
  ["another site", { origin: "https://evil.example", host: "breakwater.example.org" }, plain, false],
  ["another port", { origin: "https://breakwater.example.org:8443", host: "breakwater.example.org" }, plain, false],
  ["no origin at all", { host: "breakwater.example.org" }, plain, false],
  ["the opaque origin of a sandbox", { origin: "null", host: "breakwater.example.org" }, plain, false],
  [
    "a page of the same site but another origin",
    { origin: "https://breakwater.example.org", host: "breakwater.example.org", "sec-fetch-site": "same-site" },
    plain,
    false,
  ],
  [
    "a forwarded host that nobody vouches for",
    { origin: "https://evil.example", host: "b", "x-forwarded-host": "evil.example" },
    plain,
    false,
  ],
  [
    "a forwarded host from our own proxy",
    { origin: "https://b.example", host: "b", "x-forwarded-host": "b.example" },
    behindProxy,
    true,
  ],
])("%s: %o", (_name, headers, home, own) => {
  expect(isOwnOrigin(new Headers(headers), home)).toBe(own);
});
