import { describe, expect, test } from "vitest";
import type { RestoreInput } from "./restore";
import { judgeRestore, isBlocked } from "./restore-checks";
import type { RestoreSource } from "./restore-source";
import type { TargetFacts } from "./restore-target";
import { source, target, attached, whole, nothing } from "./testing/restore-scene";

describe("the checks", () => {
  const verdict = (input: RestoreInput, facts: Partial<TargetFacts>, key: string, from = source) =>
    judgeRestore(input, from, target(facts)).find((check) => check.key === key)?.verdict;

  test("all pass for a workload that fits", () => {
    const checks = judgeRestore(whole(), source, target());
    expect(checks.filter((check) => check.verdict !== "passed")).toEqual([]);
    expect(isBlocked(checks)).toBe(false);
  });

  const two = { siteId: "two", siteName: "RegionTwo", backups: {} };
  const holed: RestoreSource = {
    ...source,
    volumes: source.volumes.map((volume) => ({
      ...volume,
      chain: volume.chain.map((link, index) => ({ ...link, available: index > 0 })),
    })),
  };
  const unrecorded: RestoreSource = {
    ...source,
    volumes: source.volumes.map((volume) => ({
      ...volume,
      chain: volume.chain.map((link) => ({ ...link, hasRecord: false })),
    })),
  };
  const imaged: RestoreSource = {
    ...source,
    servers: source.servers.map((server) => ({
      ...server,
      bootsFrom: "image",
      image: { id: "image", captured: true, sizeGiB: 1 },
    })),
  };
  const into: RestoreInput = { ...nothing, volumes: [{ how: "into", capturedId: "c-data" }] };
  const swap: RestoreInput = { ...nothing, volumes: [{ how: "swap", capturedId: "c-data", name: "x" }] };
  test.each<[string, RestoreInput, Partial<TargetFacts>, string, string, RestoreSource?]>([
    ["nothing chosen", nothing, {}, "choice", "blocked"],
    [
      "no quota for the volumes",
      whole(),
      { quota: { ...target().quota, gigabytes: { limit: 150, used: 60 } } },
      "quota",
      "blocked",
    ],
    [
      "no limit is no obstacle",
      whole(),
      { quota: { ...target().quota, gigabytes: { limit: -1, used: 60 } } },
      "quota",
      "passed",
    ],
    [
      "no quota for the imported records",
      whole("two"),
      { ...two, quota: { ...target().quota, backups: { limit: 3, used: 0 } } },
      "quota",
      "blocked",
    ],
    ["a name in use", whole(), { serverNames: ["db-1-restored"] }, "names", "warning"],
    [
      "an address in use",
      whole(),
      { ports: [{ networkId: "net", mac: null, addresses: ["10.0.0.10"], owner: "db-1" }] },
      "addresses",
      "warning",
    ],
    ["a chain with a hole", whole(), {}, "copies", "blocked", holed],
    ["a backup that Cinder lost", whole(), { backups: {} }, "copies", "blocked"],
    [
      "a backup that is being restored now",
      whole(),
      { backups: { ...target().backups, "data-backup-2": "restoring" } },
      "copies",
      "warning",
    ],
    [
      "a credential that is refused",
      whole(),
      { credential: { usable: false, problem: "Revoked." } },
      "credential",
      "blocked",
    ],
    ["another site with kept records", whole("two"), two, "import", "passed"],
    [
      "another site without the store",
      whole("two"),
      { ...two, imports: { ...target().imports, sharedStore: false } },
      "import",
      "blocked",
    ],
    [
      "another cloud",
      whole("two"),
      { ...two, imports: { ...target().imports, sameCloud: false } },
      "import",
      "blocked",
    ],
    [
      "no service account there",
      whole("two"),
      { ...two, imports: { ...target().imports, targetAccount: false } },
      "import",
      "blocked",
    ],
    [
      "no records, and the source silent",
      whole("two"),
      { ...two, imports: { ...target().imports, sourceAccount: false } },
      "import",
      "blocked",
      unrecorded,
    ],
    ["no records, but the source can export", whole("two"), two, "import", "passed", unrecorded],
    ["into a volume that is attached to a running server", into, { live: [attached] }, "in-place", "warning"],
    ["into a volume that is gone", into, { live: [] }, "in-place", "blocked"],
    [
      "into the volume that a server boots from",
      into,
      { live: [{ ...attached, attachment: attached.attachment && { ...attached.attachment, boot: true } }] },
      "in-place",
      "blocked",
    ],
    ["into a volume at another site", { ...into, targetSiteId: "two" }, two, "in-place", "blocked"],
    [
      "swapping what is attached to nothing",
      swap,
      { live: [{ ...attached, status: "available", attachment: null }] },
      "in-place",
      "blocked",
    ],
    [
      "a server without its boot volume",
      { ...whole(), volumes: whole().volumes.filter((item) => item.capturedId !== "c-root") },
      {},
      "boot",
      "blocked",
    ],
    [
      "a server without one of its volumes",
      { ...whole(), volumes: whole().volumes.filter((item) => item.capturedId !== "c-data") },
      {},
      "boot",
      "warning",
    ],
    [
      "a flavor that does not exist",
      { ...whole(), servers: whole().servers.map((one) => ({ ...one, flavorId: "none" })) },
      {},
      "flavor",
      "blocked",
    ],
    [
      "a smaller flavor",
      { ...whole(), servers: whole().servers.map((one) => ({ ...one, flavorId: "f1" })) },
      {},
      "flavor",
      "warning",
    ],
    [
      "a network that does not exist",
      { ...whole(), servers: whole().servers.map((one) => ({ ...one, networks: { net: "none" } })) },
      {},
      "networks",
      "blocked",
    ],
    [
      "no network at all",
      { ...whole(), servers: whole().servers.map((one) => ({ ...one, networks: {} })) },
      {},
      "networks",
      "warning",
    ],
    [
      "an image at a site that does not answer",
      whole("two"),
      { ...two, imports: { ...target().imports, sourceReachable: false } },
      "images",
      "blocked",
      imaged,
    ],
    ["an image that can be copied", whole("two"), two, "images", "passed", imaged],
    [
      "an image that is at the target needs no other site",
      whole("two"),
      { ...two, imports: { ...target().imports, sourceReachable: false } },
      "images",
      "passed",
      { ...imaged, imageCopies: [{ capturedId: "c-db", siteId: "two", imageId: "there" }] },
    ],
    [
      "a volume that was sent as an image needs no backup of its own site",
      whole("two"),
      { ...two, imports: { ...target().imports, sharedStore: false } },
      "copies",
      "passed",
      {
        ...source,
        volumes: source.volumes.map((volume) => ({ ...volume, chain: [] })),
        imageCopies: source.volumes.map(({ capturedId }) => ({ capturedId, siteId: "two", imageId: "there" })),
      },
    ],
    [
      "a key pair of somebody else",
      { ...whole(), servers: whole().servers.map((one) => ({ ...one, keyName: "mine" })) },
      {},
      "keys",
      "warning",
    ],
    ["a key pair that must be imported", whole(), { options: { ...target().options, keyPairs: [] } }, "keys", "passed"],
    [
      "a type that does not exist",
      {
        ...whole(),
        volumes: whole().volumes.map((item) => (item.how === "beside" ? { ...item, volumeType: "gold" } : item)),
      },
      {},
      "placement",
      "blocked",
    ],
  ])("%s", (_name, input, facts, key, expected, from) => {
    expect(verdict(input, facts, key, from)).toBe(expected);
  });

  test("whatever stands in the way says what to do", () => {
    for (const check of judgeRestore(into, source, target({ live: [] })))
      if (check.verdict !== "passed") expect(check.remedy).toBeTruthy();
  });
});
