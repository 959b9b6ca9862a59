import { describe, expect, test } from "vitest";
import { resolveMappings, type ResolvedMappings } from "./mapping-proposal";
import { recoverySettings, type Mappings } from "./recovery-settings";
import type { RestoreOptions } from "./restore";
import type { RestoreSource } from "./restore-source";
import { source as scene, target } from "./testing/restore-scene";

type Case = { set?: Partial<Mappings>; offered?: Partial<RestoreOptions>; source?: RestoreSource };
function resolve({ set = {}, offered = {}, source = scene }: Case) {
  const settings = recoverySettings.parse({ mappings: set });
  return resolveMappings({
    source,
    settings,
    options: { ...target().options, ...offered },
    targetSiteName: "RegionTwo",
  });
}

const flavor = (id: string, size: number, name = id) => ({
  id,
  name,
  vcpus: size,
  ramMiB: size * 1024,
  diskGiB: 20,
});
const billing = (id: string, ...cidrs: string[]) => ({ id, name: "billing", cidrs });
const public1 = { id: "p1", name: "public" };
const public2 = { id: "p2", name: "partner" };
const [server] = scene.servers;
const withServer = (change: object): RestoreSource => ({
  ...scene,
  servers: server ? [{ ...server, ...change }] : [],
});
const withoutNetwork: RestoreSource = { ...scene, networks: [] };

type Field = Exclude<keyof ResolvedMappings, "targetSiteName">;
const NETWORK = "networks";
test.each<[string, Field, Case, unknown, string, string?]>([
  [
    "a network of the same name and addresses",
    NETWORK,
    { offered: { networks: [billing("b", "10.0.0.0/24")] } },
    { to: "existing", networkId: "b", name: "billing" },
    "same name",
  ],
  [
    "a network of the same name with other addresses",
    NETWORK,
    { offered: { networks: [billing("b", "10.9.0.0/24")] } },
    { to: "rebuild" },
    "rebuilt",
  ],
  [
    "two networks that are alike",
    NETWORK,
    { offered: { networks: [billing("b", "10.0.0.0/24"), billing("c", "10.0.0.0/24")] } },
    { to: "rebuild" },
    "rebuilt",
  ],
  ["no network of the name", NETWORK, { offered: { networks: [] } }, { to: "rebuild" }, "rebuilt"],
  [
    "a network that the checkpoint does not hold, by name alone",
    NETWORK,
    { source: withoutNetwork, offered: { networks: [billing("b", "10.9.0.0/24")] } },
    { to: "existing", networkId: "b", name: "billing" },
    "same name",
  ],
  [
    "a network that is nowhere",
    NETWORK,
    { source: withoutNetwork, offered: { networks: [] } },
    null,
    "missing",
    "network:net",
  ],
  [
    "a provider's network cannot be rebuilt",
    NETWORK,
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
    NETWORK,
    {
      set: { networks: { net: { to: "existing", networkId: "z", name: "z" } } },
      offered: { networks: [{ id: "z", name: "z", cidrs: [] }] },
    },
    { to: "existing", networkId: "z", name: "z" },
    "set",
  ],
  [
    "a network that is set and has gone",
    NETWORK,
    { set: { networks: { net: { to: "existing", networkId: "z", name: "z" } } } },
    null,
    "missing",
    "network:net",
  ],
  ["rebuilding that is set", NETWORK, { set: { networks: { net: { to: "rebuild" } } } }, { to: "rebuild" }, "set"],
  [
    "rebuilding that is set and cannot be",
    NETWORK,
    { set: { networks: { net: { to: "rebuild" } } }, source: withoutNetwork },
    null,
    "missing",
    "network:net",
  ],
  ["the flavor of the same id", "flavors", {}, { id: "f2", name: "m1.large" }, "same id"],
  [
    "an id that is another, smaller flavor there",
    "flavors",
    { offered: { flavors: [flavor("f2", 1, "tiny"), flavor("y", 8)] } },
    { id: "y", name: "y" },
    "nearest size",
  ],
  [
    "a flavor of the name",
    "flavors",
    { offered: { flavors: [flavor("x", 8, "m1.large"), flavor("y", 8)] } },
    { id: "x", name: "m1.large" },
    "same name",
  ],
  [
    "a flavor of the name that is smaller is passed over",
    "flavors",
    { offered: { flavors: [flavor("x", 2, "m1.large"), flavor("y", 16), flavor("z", 8)] } },
    { id: "z", name: "z" },
    "nearest size",
  ],
  [
    "no flavor that is enough",
    "flavors",
    { offered: { flavors: [flavor("x", 2)] } },
    null,
    "missing",
    "flavor:m1.large",
  ],
  [
    "a flavor that is set, even a smaller one",
    "flavors",
    { set: { flavors: { "m1.large": { id: "f1", name: "m1.small" } } } },
    { id: "f1", name: "m1.small" },
    "set",
  ],
  [
    "a flavor that is set and has gone",
    "flavors",
    { set: { flavors: { "m1.large": { id: "f9", name: "old" } } } },
    null,
    "missing",
    "flavor:m1.large",
  ],
  ["a volume type of the name", "volumeTypes", {}, "standard", "same name"],
  ["a volume type that is not there", "volumeTypes", { offered: { volumeTypes: [] } }, null, "default"],
  ["the default type, set", "volumeTypes", { set: { volumeTypes: { standard: null } } }, null, "set"],
  [
    "a volume type that is set and has gone",
    "volumeTypes",
    { set: { volumeTypes: { standard: "gold" } } },
    null,
    "missing",
    "volume-type:standard",
  ],
  ["a zone of the name", "zones", {}, { compute: "nova", volume: "nova" }, "same name"],
  [
    "a zone that only Nova has",
    "zones",
    { offered: { zones: { compute: ["nova"], volume: ["other"] } } },
    { compute: "nova", volume: null },
    "same name",
  ],
  [
    "no zone of the name",
    "zones",
    { offered: { zones: { compute: [], volume: [] } } },
    { compute: null, volume: null },
    "default",
  ],
  [
    "a zone that is set and has gone",
    "zones",
    { set: { zones: { nova: "west" } } },
    { compute: null, volume: null },
    "missing",
    "zone:nova",
  ],
  ["a key pair that is there", "keyPairs", {}, "ops", "same name"],
  ["a key pair whose public key was kept", "keyPairs", { offered: { keyPairs: [] } }, "ops", "imported"],
  [
    "a key pair that is nowhere",
    "keyPairs",
    { source: withServer({ keyImportable: false }), offered: { keyPairs: [] } },
    null,
    "missing",
    "key:ops",
  ],
  ["no key pair, set", "keyPairs", { set: { keyPairs: { ops: null } } }, null, "set"],
  ["the only external network", "floating", {}, { networkId: "internet", name: "internet" }, "the only one"],
  [
    "several external networks",
    "floating",
    { offered: { externalNetworks: [public1, public2] } },
    null,
    "missing",
    "floating:public",
  ],
  ["no external network", "floating", { offered: { externalNetworks: [] } }, null, "missing", "floating:public"],
  [
    "the external network itself",
    "floating",
    { offered: { externalNetworks: [public1, { id: "public", name: "x" }] } },
    { networkId: "public", name: "x" },
    "same id",
  ],
  [
    "an external network that is set",
    "floating",
    {
      set: { floating: { public: { to: "new", networkId: "p2", name: "partner" } } },
      offered: { externalNetworks: [public1, public2] },
    },
    { networkId: "p2", name: "partner" },
    "set",
  ],
  ["no floating addresses, set", "floating", { set: { floating: { public: { to: "none" } } } }, null, "set"],
])("%s", (_name, field, facts, expected, how, gap) => {
  const { resolved, gaps } = resolve(facts);
  expect(resolved[field][0]).toMatchObject({ target: expected, how });
  expect(gaps.map((one) => one.key)).toEqual(gap ? [gap] : []);
  for (const one of gaps) expect(one).toMatchObject({ verdict: "blocked", remedy: expect.stringMatching(/\.$/) });
});

describe("entries", () => {
  test("each thing of the source once, with the names of what needs it", () => {
    const { resolved } = resolve({});
    expect(resolved.networks).toHaveLength(1);
    expect(resolved.networks[0]).toMatchObject({ key: "net", name: "billing", usedBy: ["db-1"] });
    expect(resolved.zones[0]?.usedBy).toEqual(["db-1", "db-root", "db-data"]);
  });

  test("a way out is asked for only where a network is rebuilt or a floating address was", () => {
    const bare = withServer({ floatingIps: [] });
    const here = { networks: [billing("b", "10.0.0.0/24")] };
    expect(resolve({ source: bare, offered: here }).resolved.floating).toEqual([]);
    expect(resolve({ source: bare, offered: { networks: [] } }).resolved.floating[0]?.usedBy).toEqual([
      "router of billing",
    ]);
  });

  test("what is not as at the source is said", () => {
    const { resolved } = resolve({ offered: { flavors: [flavor("x", 8)], volumeTypes: [] } });
    expect(resolved.flavors[0]?.note).toBe("8 cores, 8192 MiB instead of 4 cores, 8192 MiB.");
    expect(resolved.volumeTypes[0]?.note).toContain("its default");
  });
});
