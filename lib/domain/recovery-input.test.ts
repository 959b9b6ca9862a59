import { describe, expect, test } from "vitest";
import { resolveMappings } from "./mapping-proposal";
import { recoveryHash, recoveryInput } from "./recovery-input";
import { NO_SETTINGS, recoverySettings } from "./recovery-settings";
import { restoreInput, type RestoreOptions } from "./restore";
import type { RestoreSource } from "./restore-source";
import { source, target } from "./testing/restore-scene";

const resolved = (offered: Partial<RestoreOptions> = {}) =>
  resolveMappings({
    source,
    settings: NO_SETTINGS,
    options: { ...target().options, networks: [], ...offered },
    targetSiteName: "RegionTwo",
  }).resolved;
const real = { targetSiteId: "two", drill: false };
const drill = { targetSiteId: "two", drill: true };

describe("a real recovery", () => {
  test("brings up everything of the checkpoint under its own names, addresses kept", () => {
    const input = recoveryInput(source, resolved(), real);
    expect(restoreInput.parse(input)).toEqual(input);
    expect(input).toMatchObject({
      checkpointId: "point",
      targetSiteId: "two",
      volumes: [
        { how: "beside", capturedId: "c-root", name: "db-root", volumeType: "standard", zone: "nova" },
        { how: "beside", capturedId: "c-data", name: "db-data", volumeType: "fast", zone: "nova" },
      ],
      servers: [
        { name: "db-1", flavorId: "f2", keyName: "ops", networks: { net: "rebuilt:net" }, keepAddresses: true },
      ],
      networks: [{ capturedId: "c-net", name: "billing" }],
      external: { public: "internet" },
    });
  });

  test("goes into the network that stands for the source's, which is then not rebuilt", () => {
    const networks = [{ id: "b", name: "billing", cidrs: ["10.0.0.0/24"] }];
    const input = recoveryInput(source, resolved({ networks }), real);
    expect(input.networks).toEqual([]);
    expect(input.servers[0]?.networks).toEqual({ net: "b" });
  });

  test("takes along volumes that no server has, images, and networks without servers", () => {
    const alone: RestoreSource = {
      ...source,
      servers: [],
      images: [{ capturedId: "c-image", imageId: "image", name: "golden", sizeGiB: 1, available: true }],
    };
    const input = recoveryInput(alone, resolved(), real);
    expect(input.volumes).toHaveLength(2);
    expect(input.images).toEqual([{ capturedId: "c-image", name: "golden" }]);
    expect(input.networks).toHaveLength(1);
  });
});

describe("a drill", () => {
  test("rebuilds every network on its own, also where one exists, and leads nowhere", () => {
    const networks = [{ id: "b", name: "billing", cidrs: ["10.0.0.0/24"] }];
    const input = recoveryInput(source, resolved({ networks }), drill);
    expect(input.networks).toEqual([{ capturedId: "c-net", name: "drill billing", isolated: true }]);
    expect(input.servers[0]?.networks).toEqual({ net: "rebuilt:net" });
    expect(input.external).toBeUndefined();
  });

  test("leaves out a provider's network", () => {
    const provider = { ...source, networks: source.networks.map((one) => ({ ...one, external: true })) };
    const input = recoveryInput(provider, resolved(), drill);
    expect(input.networks).toEqual([]);
    expect(input.servers[0]?.networks).toEqual({});
  });
});

test("the hash is of settings and members, in whatever order", () => {
  const hash = recoveryHash(NO_SETTINGS, ["a", "b"]);
  expect(recoveryHash(NO_SETTINGS, ["b", "a", "b"])).toBe(hash);
  expect(recoveryHash(NO_SETTINGS, ["a"])).not.toBe(hash);
  expect(recoveryHash(recoverySettings.parse({ drillHours: 8 }), ["a", "b"])).not.toBe(hash);
});
