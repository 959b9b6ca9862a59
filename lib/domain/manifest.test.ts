import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson, sha256 } from "./canonical-json";
import { sealManifest, storedManifest, verifyManifest, type Manifest } from "./manifest";
import { planInput } from "./plan";
import { fromPlanDocument, toPlanDocument } from "./plan-document";
import { planHash } from "./plan-hash";

const manifest: Manifest = {
  version: 1,
  checkpointId: "c1",
  capturedAt: "2026-03-01T12:00:00Z",
  spreadMs: 800,
  consistency: "crash",
  plan: { id: "p1", name: "billing", projectId: "pr1", projectName: "demo" },
  site: { id: "alpha", name: "Alpha", keystoneUrl: "https://alpha/v3", region: "RegionOne", backupStore: "shared" },
  resources: [
    {
      kind: "OS::Nova::Server",
      ref: { kind: "OS::Nova::Server", id: "s1", name: "web-1" },
      capturedAt: null,
      consistency: "crash",
      dependsOn: [{ kind: "OS::Cinder::Volume", id: "v1", name: "root" }],
      copies: [],
      status: "ACTIVE",
      description: null,
      hostname: "web-1",
      flavor: {
        id: "f1",
        name: "m1.tiny",
        vcpus: 1,
        ramMiB: 512,
        diskGiB: 1,
        swapMiB: 0,
        ephemeralGiB: 0,
        extraSpecs: { "hw:cpu_policy": "shared" },
      },
      imageId: null,
      keyPair: { name: "key", type: "ssh", publicKey: "ssh-ed25519 AAAA", fingerprint: "aa:bb" },
      ports: [
        {
          id: "po1",
          name: "",
          networkId: "n1",
          networkName: "net",
          mac: "fa:16:3e:00:00:01",
          fixedIps: [{ subnetId: "su1", address: "10.0.0.5" }],
          allowedAddressPairs: [{ address: "10.0.0.9", mac: null }],
          securityGroupIds: ["g1"],
          portSecurity: true,
          vnicType: "normal",
          adminUp: true,
        },
      ],
      serverGroup: { id: "sg1", name: "apart", policy: "anti-affinity", rules: { max_server_per_host: 2 } },
      metadata: { role: "web" },
      tags: ["prod"],
      userData: null,
      attachments: [{ volumeId: "v1", device: "/dev/vda", boot: true, deleteOnTermination: false, tag: null }],
      zone: "nova",
      configDrive: false,
      floatingIps: [],
    },
    {
      kind: "OS::Cinder::Volume",
      ref: { kind: "OS::Cinder::Volume", id: "v1", name: "root" },
      capturedAt: "2026-03-01T12:00:00Z",
      consistency: "crash",
      dependsOn: [],
      copies: [
        {
          siteId: "alpha",
          medium: "backup",
          remoteId: "b1",
          parentId: null,
          incremental: false,
          sizeGiB: 1,
          record: { service: "cinder.backup.drivers.nfs.NFSBackupDriver", url: "eyJ9" },
          sha256: null,
        },
      ],
      sizeGiB: 1,
      volumeType: "lvm",
      description: null,
      metadata: {},
      bootable: true,
      imageMetadata: { hw_qemu_guest_agent: "yes" },
      zone: "nova",
      multiattach: false,
      encrypted: false,
    },
  ],
  securityGroups: [
    {
      id: "g1",
      name: "web",
      description: "",
      stateful: null,
      rules: [
        {
          direction: "ingress",
          ethertype: "IPv4",
          protocol: "tcp",
          portMin: 443,
          portMax: 443,
          remotePrefix: "0.0.0.0/0",
          remoteGroupId: null,
          description: "",
        },
      ],
    },
  ],
  missing: [],
};

describe("a manifest", () => {
  test("comes back as it was sealed", () => {
    const sealed = sealManifest(manifest);
    expect(verifyManifest(sealed.text, sealed.sha256)).toEqual(manifest);
  });

  test("with one byte changed is refused, in words", () => {
    const sealed = sealManifest(manifest);
    expect(() => verifyManifest(sealed.text.replace("web-1", "web-2"), sealed.sha256)).toThrow("checksum differs");
  });

  test("of a row is checked likewise; a row whose manifest was never sealed has none", () => {
    const { value, sha256: sum } = sealManifest(manifest);
    const reordered = Object.fromEntries(Object.entries(value).reverse());
    expect(storedManifest({ manifest: reordered, manifestSha256: sum })).toEqual(manifest);
    expect(() => storedManifest({ manifest: { ...value, spreadMs: 0 }, manifestSha256: sum })).toThrow(
      "checksum differs",
    );
    expect(() => storedManifest({ manifest: value, manifestSha256: null })).toThrow("has no manifest yet");
  });

  test.each([
    ["not JSON", "{", "it is not JSON"],
    ["of another version", JSON.stringify({ ...manifest, version: 2 }), "version"],
    ["without a field", JSON.stringify({ ...manifest, plan: { id: "p1" } }), "plan.name"],
  ])("%s cannot be read, and says where", (_name, text, message) => {
    expect(() => verifyManifest(text, sha256(text))).toThrow(message);
  });
});

describe("canonical JSON", () => {
  test("does not depend on the order of keys", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json = JSON.parse(JSON.stringify(value)) as Parameters<typeof canonicalJson>[0];
        expect(canonicalJson(backwards(json))).toBe(canonicalJson(json));
        expect(JSON.parse(canonicalJson(json))).toEqual(json);
      }),
    );
  });

  test("has the checksum that every other tool computes", () => {
    expect(sha256('{"a":"ü","b":[1,null]}')).toBe(sha256(canonicalJson({ b: [1, null], a: "ü" })));
    expect(sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });
});

test("the hash of what was shown changes with it, and with nothing else", () => {
  expect(planHash({ b: [1, 2], a: undefined, c: "x" })).toBe(planHash({ c: "x", b: [1, 2] }));
  expect(planHash({ b: [2, 1] })).not.toBe(planHash({ b: [1, 2] }));
});

describe("a plan's document", () => {
  const sites = [
    { id: "s-1", name: "Alpha" },
    { id: "s-2", name: "Beta" },
  ];
  const plan = planInput.parse({
    name: "billing",
    siteId: "s-1",
    recoverySiteId: "s-2",
    selection: { by: "metadata", key: "protect", value: "yes" },
    schedule: { every: "hours", n: 1, atMinute: 0, timeZone: "Europe/Lisbon" },
    retention: { last: 3, hourly: 24, daily: 7, weekly: 4, monthly: 0, maxAgeDays: null },
    fullEvery: 7,
    consistency: "crash",
    objective: { rpoMinutes: 75, rtoMinutes: 60, targetPercent: 99, rung: "local" },
    userData: { "server-1": "c2VjcmV0" },
  });

  test("carries the plan to another Breakwater, without user data", () => {
    const document = toPlanDocument(plan, sites);
    expect(JSON.stringify(document)).not.toContain("c2VjcmV0");
    expect(
      fromPlanDocument(JSON.parse(JSON.stringify(document)), [
        { id: "x", name: "Beta" },
        { id: "y", name: "Alpha" },
      ]),
    ).toEqual({ ...plan, siteId: "y", recoverySiteId: "x", userData: {} });
  });

  test.each([
    ["a field too many", { extra: 1 }, "document"],
    ["another version", { version: 2 }, "version"],
    ["a wrong value", { plan: { ...toPlanDocument(plan, sites).plan, fullEvery: 0 } }, "plan.fullEvery"],
    ["an unknown site", { plan: { ...toPlanDocument(plan, sites).plan, site: "Gamma" } }, "no site Gamma"],
  ])("with %s is refused, and says where", (_name, change, message) => {
    expect(() => fromPlanDocument({ ...toPlanDocument(plan, sites), ...change }, sites)).toThrow(message);
  });
});

type Json = Parameters<typeof canonicalJson>[0];

function backwards(value: Json): Json {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(backwards);
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, backwards(inner)]),
  );
}
