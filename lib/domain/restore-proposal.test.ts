import { describe, expect, test } from "vitest";
import { target, whole } from "./testing/restore-scene";

describe("the proposal", () => {
  test("beside at the same site things get names of their own and keep type, zone, flavor and network", () => {
    const input = whole();
    expect(input.servers[0]).toMatchObject({
      name: "db-1-restored",
      flavorId: "f2",
      networks: { net: "net" },
      keyName: "ops",
    });
    expect(input.volumes[1]).toMatchObject({ name: "db-data-restored", volumeType: "fast", zone: "nova" });
    expect(input.networks).toEqual([]);
  });

  test("where the target lacks a network it is rebuilt; where it lacks a flavor the smallest that is enough is taken", () => {
    const options = {
      ...target().options,
      networks: [],
      volumeTypes: [],
      flavors: [
        { id: "x", name: "big", vcpus: 8, ramMiB: 16_384, diskGiB: 40 },
        { id: "y", name: "huge", vcpus: 16, ramMiB: 32_768, diskGiB: 40 },
      ],
    };
    const input = whole("two", options);
    expect(input.servers[0]).toMatchObject({ name: "db-1", flavorId: "x", networks: { net: "rebuilt:net" } });
    expect(input.networks).toEqual([{ capturedId: "c-net", name: "billing" }]);
    expect(input.volumes[0]).toMatchObject({ volumeType: null });
  });
});
