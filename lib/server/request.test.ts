import { expect, test } from "vitest";
import { addressIn } from "./request";

test.each<[string, Record<string, string>, boolean, string]>([
  ["the socket's address", { "x-breakwater-peer": "10.1.2.3" }, false, "10.1.2.3"],
  ["IPv4 inside IPv6", { "x-breakwater-peer": "::ffff:10.1.2.3" }, false, "10.1.2.3"],
  [
    "what a client claims is not believed",
    { "x-breakwater-peer": "10.1.2.3", "x-forwarded-for": "8.8.8.8" },
    false,
    "10.1.2.3",
  ],
  [
    "what our proxy saw, which it adds last",
    { "x-breakwater-peer": "10.0.0.1", "x-forwarded-for": "1.1.1.1, 8.8.8.8" },
    true,
    "8.8.8.8",
  ],
  ["the proxy itself when it says nothing", { "x-breakwater-peer": "10.0.0.1" }, true, "10.0.0.1"],
])("%s", (_name, headers, trustProxy, address) => {
  expect(addressIn(new Headers(headers), trustProxy)).toBe(address);
});
