import { describe, expect, test } from "vitest";
import type { RestoreInput } from "./restore";
import { interruptedServers, overwritesOf, planRestore } from "./restore-plan";
import type { RestoreSource } from "./restore-source";
import { source, attached, planning, whole, nothing, doings } from "./testing/restore-scene";

describe("the list of steps", () => {
  test("a workload at its own site needs no import; volumes come before the server, and reading back is last", () => {
    expect(doings(whole())).toEqual([
      "make-security-groups",
      "make-key-pair",
      "make-server-group",
      "create-volume",
      "create-volume",
      "await-volume",
      "await-volume",
      "make-ports",
      "create-server",
      "await-server",
      "read-back",
    ]);
  });

  test("at another site every chain is made known first, the full backup before its increments", () => {
    const steps = planRestore(whole("two"), planning({ targetSiteId: "two", targetSiteName: "RegionTwo" }));
    const imports = steps.filter((step) => step.do === "import-records");
    expect(imports.map((step) => step.backupIds)).toEqual([
      ["root-backup-0"],
      ["data-backup-0", "data-backup-1", "data-backup-2"],
    ]);
    expect(steps.slice(0, 2)).toEqual(imports);
  });

  test("what was sent to the target as an image is taken from there, and nothing is asked of its own site", () => {
    const copy = (capturedId: string) => ({ capturedId, siteId: "two", imageId: `there-${capturedId}` });
    const sent: RestoreSource = {
      ...source,
      servers: source.servers.map((server) => ({
        ...server,
        bootsFrom: "image" as const,
        image: { id: "disk", captured: true, sizeGiB: 1 },
      })),
      images: [{ capturedId: "c-image", imageId: "here", name: "golden", sizeGiB: 1, available: true }],
      imageCopies: ["c-db", "c-data", "c-image"].map(copy),
    };
    const input = { ...whole("two"), images: [{ capturedId: "c-image", name: "golden" }] };
    const steps = planRestore(input, planning({ source: sent, targetSiteId: "two", targetSiteName: "RegionTwo" }));
    expect(steps.filter((step) => step.do === "import-records").map(({ capturedId }) => capturedId)).toEqual([
      "c-root",
    ]);
    expect(steps.filter((step) => step.do === "copy-image")).toMatchObject([
      { capturedId: "c-image", imageId: "there-c-image", fromSiteId: "two" },
    ]);
    expect(steps.filter((step) => step.do === "create-volume").map(({ imageId }) => imageId)).toEqual([
      null,
      "there-c-data",
    ]);
  });

  test("a running server is shut down before its volume is taken off, and started when it is back at its device", () => {
    const input: RestoreInput = { ...nothing, volumes: [{ how: "into", capturedId: "c-data" }] };
    const steps = planRestore(input, planning({ live: new Map([["data", attached]]) }));
    expect(steps.map((step) => step.do)).toEqual([
      "stop-server",
      "await-stopped",
      "detach-volume",
      "await-detached",
      "restore-into",
      "await-restored",
      "attach-volume",
      "await-attached",
      "start-server",
      "await-started",
      "read-back",
    ]);
    expect(steps.find((step) => step.do === "attach-volume")).toMatchObject({
      device: "/dev/vdb",
      volume: { volumeId: "data" },
    });
  });

  test("a server that is shut down already is left so", () => {
    const live = new Map([
      ["data", { ...attached, attachment: attached.attachment && { ...attached.attachment, running: false } }],
    ]);
    expect(doings({ ...nothing, volumes: [{ how: "into", capturedId: "c-data" }] }, { live })).not.toContain(
      "start-server",
    );
  });

  test("a swap fills the new volume before the server is shut down", () => {
    const input: RestoreInput = {
      ...nothing,
      volumes: [{ how: "swap", capturedId: "c-data", name: "db-data-2" }],
    };
    const steps = doings(input, { live: new Map([["data", attached]]) });
    expect(steps.indexOf("await-volume")).toBeLessThan(steps.indexOf("stop-server"));
    expect(steps).not.toContain("restore-into");
  });

  test("only so many volumes are filled at a time", () => {
    expect(doings(whole(), { batch: 1 }).slice(3, 7)).toEqual([
      "create-volume",
      "await-volume",
      "create-volume",
      "await-volume",
    ]);
  });

  test("keys are unique, and the same facts give the same list", () => {
    const steps = planRestore(whole("two"), planning({ targetSiteId: "two" }));
    expect(new Set(steps.map((step) => step.key)).size).toBe(steps.length);
    expect(planRestore(whole("two"), planning({ targetSiteId: "two" }))).toEqual(steps);
  });

  test("what is overwritten and who stands still is said", () => {
    const input: RestoreInput = { ...nothing, volumes: [{ how: "into", capturedId: "c-data" }] };
    expect(overwritesOf(input, source)).toHaveLength(1);
    expect(interruptedServers(input, planning({ live: new Map([["data", attached]]) }))).toEqual(["db-1"]);
    expect(overwritesOf(whole(), source)).toEqual([]);
  });
});
