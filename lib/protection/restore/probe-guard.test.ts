import { expect, test } from "vitest";
import { mayProbe } from "./probe-guard";

test.each([
  ["an address inside a named network", "10.1.2.3", ["10.1.0.0/16"], true],
  ["one outside of it", "10.2.2.3", ["10.1.0.0/16"], false],
  ["no network named", "10.1.2.3", [], false],
  ["an IPv6 address inside", "[fd00::5]", ["fd00::/8"], true],
  ["an IPv4 address within IPv6", "[::ffff:10.1.2.3]", ["10.1.0.0/16"], true],
  ["the metadata service", "169.254.169.254", ["10.0.0.0/8"], false],
])("%s", async (_name, host, networks, allowed) => {
  const asked = mayProbe(host, networks);
  await (allowed ? expect(asked).resolves.toBeUndefined() : expect(asked).rejects.toThrow("may not be asked"));
});
