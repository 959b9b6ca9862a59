import { describe, expect, test } from "vitest";
import type { ResolvedMappings } from "./mapping-proposal";
import { expectMapping, resolve, withServer, type MappingCase } from "./testing/mapping-scene";

const flavor = (id: string, size: number, name = id) => ({
  id,
  name,
  vcpus: size,
  ramMiB: size * 1024,
  diskGiB: 20,
});

type Field = Exclude<keyof ResolvedMappings, "targetSiteName">;
test.each<[string, Field, MappingCase, unknown, string, string?]>([
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
])("%s", (_name, field, given, target, how, gap) => expectMapping(field, given, { target, how, gap }));

describe("entries", () => {
  test("each thing of the source once, with the names of what needs it", () => {
    const { resolved } = resolve({});
    expect(resolved.networks).toHaveLength(1);
    expect(resolved.networks[0]).toMatchObject({ key: "net", name: "billing", usedBy: ["db-1"] });
    expect(resolved.zones[0]?.usedBy).toEqual(["db-1", "db-root", "db-data"]);
  });

  test("what is not as at the source is said", () => {
    const { resolved } = resolve({ offered: { flavors: [flavor("x", 8)], volumeTypes: [] } });
    expect(resolved.flavors[0]?.note).toBe("8 cores, 8192 MiB instead of 4 cores, 8192 MiB.");
    expect(resolved.volumeTypes[0]?.note).toContain("its default");
  });
});
