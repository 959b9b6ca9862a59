import { expect, test } from "vitest";
import { demoHistory } from "@/demo/history";
import type { SiteRecord } from "@/lib/db/sites";
import { storedManifest } from "@/lib/domain/manifest";
import { rowsOf } from "./rows";

const site = (id: string): SiteRecord => ({
  id,
  cloudId: "cloud",
  cloudName: "Demo cloud",
  name: id,
  keystoneUrl: "http://127.0.0.1:35357/v3",
  region: id,
  interface: "public",
  source: "file",
  allowedHosts: [],
  backupStore: "demo",
  caCertificate: null,
  state: "reachable",
  problem: null,
  services: [],
  abilities: [],
  checkedAt: null,
  removedAt: null,
});

const plans = demoHistory(new Date("2026-11-20T10:00:00Z")).map((plan) =>
  rowsOf(plan, { one: site("one"), two: site("two") }),
);

test.each(plans.map((rows) => [rows.plan.name, rows] as const))(
  "%s: chains lead from copy to copy, and none that lives builds upon one that is gone",
  (_name, rows) => {
    const copies = new Map(rows.copies.map((copy) => [copy.id, copy]));
    const incremental = rows.copies.filter((copy) => copy.incremental);
    expect(incremental.length).toBeGreaterThan(50);
    for (const copy of incremental) {
      const parent = copies.get(copy.parentId ?? "");
      expect(parent, `the parent of ${copy.remoteId}`).toBeDefined();
      if (copy.goneAt === null) expect(parent?.goneAt).toBeNull();
    }
  },
);

test("every checkpoint has the run that took it, and steps with times", () => {
  for (const rows of plans) {
    const runs = new Set(rows.runs.map(({ id }) => id));
    expect(rows.checkpoints.every(({ runId }) => runs.has(runId ?? ""))).toBe(true);
    expect(rows.steps.every(({ startedAt, endedAt }) => startedAt && endedAt)).toBe(true);
  }
});

test("every manifest is the one that was sealed, also after the database had it", () => {
  for (const { checkpoints } of plans) {
    const sealed = checkpoints.filter(({ manifestSha256 }) => manifestSha256);
    expect(sealed.length).toBeGreaterThan(10);
    for (const { id, manifest, manifestSha256 } of sealed)
      expect(
        storedManifest({ manifest: JSON.parse(JSON.stringify(manifest)), manifestSha256: manifestSha256 ?? null })
          .checkpointId,
      ).toBe(id);
  }
});
