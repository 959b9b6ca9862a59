import { describe, expect, test } from "vitest";
import type { RestoreSource } from "./restore-source";
import { billing, expectMapping, resolve, withServer, type MappingCase } from "./testing/mapping-scene";
import { source as scene } from "./testing/restore-scene";

type Row = [string, MappingCase, unknown, string, string?];
const withoutNetwork: RestoreSource = { ...scene, networks: [] };
const public1 = { id: "p1", name: "public" };
const public2 = { id: "p2", name: "partner" };

test.each<Row>([
  [
    "a network of the same name and addresses",
    { offered: { networks: [billing("b", "10.0.0.0/24")] } },
    { to: "existing", networkId: "b", name: "billing" },
    "same name",
  ],
  [
    "a network of the same name with other addresses",
    { offered: { networks: [billing("b", "10.9.0.0/24")] } },
    { to: "rebuild" },
    "rebuilt",
  ],
  [
    "two networks that are alike",
    { offered: { networks: [billing("b", "10.0.0.0/24"), billing("c", "10.0.0.0/24")] } },
    { to: "rebuild" },
    "rebuilt",
  ],
  ["no network of the name", { offered: { networks: [] } }, { to: "rebuild" }, "rebuilt"],
  [
    "a network that the checkpoint does not hold, by name alone",
    { source: withoutNetwork, offered: { networks: [billing("b", "10.9.0.0/24")] } },
    { to: "existing", networkId: "b", name: "billing" },
    "same name",
  ],
  ["a network that is nowhere", { source: withoutNetwork, offered: { networks: [] } }, null, "missing", "network:net"],
  [
    "a provider's network cannot be rebuilt",
    {
      source: { ...scene, networks: scene.networks.map((one) => ({ ...one, external: true })) },
      offered: { networks: [] },
    },
    null,
    "missing",
    "network:net",
  ],
  [
    "a network that is set",
    {
      set: { networks: { net: { to: "existing", networkId: "z", name: "z" } } },
      offered: { networks: [{ id: "z", name: "z", cidrs: [] }] },
    },
    { to: "existing", networkId: "z", name: "z" },
    "set",
  ],
  [
    "a network that is set and has gone",
    { set: { networks: { net: { to: "existing", networkId: "z", name: "z" } } } },
    null,
    "missing",
    "network:net",
  ],
  ["rebuilding that is set", { set: { networks: { net: { to: "rebuild" } } } }, { to: "rebuild" }, "set"],
  [
    "rebuilding that is set and cannot be",
    { set: { networks: { net: { to: "rebuild" } } }, source: withoutNetwork },
    null,
    "missing",
    "network:net",
  ],
])("%s", (_name, given, target, how, gap) => expectMapping("networks", given, { target, how, gap }));

describe("the way out", () => {
  test.each<Row>([
    ["the only external network", {}, { networkId: "internet", name: "internet" }, "the only one"],
    [
      "several external networks",
      { offered: { externalNetworks: [public1, public2] } },
      null,
      "missing",
      "floating:public",
    ],
    ["no external network", { offered: { externalNetworks: [] } }, null, "missing", "floating:public"],
    [
      "the external network itself",
      { offered: { externalNetworks: [public1, { id: "public", name: "x" }] } },
      { networkId: "public", name: "x" },
      "same id",
    ],
    [
      "an external network that is set",
      {
        set: { floating: { public: { to: "new", networkId: "p2", name: "partner" } } },
        offered: { externalNetworks: [public1, public2] },
      },
      { networkId: "p2", name: "partner" },
      "set",
    ],
    ["no floating addresses, set", { set: { floating: { public: { to: "none" } } } }, null, "set"],
  ])("%s", (_name, given, target, how, gap) => expectMapping("floating", given, { target, how, gap }));

  test("it is asked for only where a network is rebuilt or a floating address was", () => {
    const bare = withServer({ floatingIps: [] });
    const here = { networks: [billing("b", "10.0.0.0/24")] };
    expect(resolve({ source: bare, offered: here }).resolved.floating).toEqual([]);
    expect(resolve({ source: bare, offered: { networks: [] } }).resolved.floating[0]?.usedBy).toEqual([
      "router of billing",
    ]);
  });
});
