import { z } from "zod";
import type { BankCheckpoint, BankContent, BankSite } from "./bank-content";
import { canonicalJson } from "./canonical-json";
import { verifyManifest, type Manifest } from "./manifest";
import type { ResolvedMappings } from "./mapping-proposal";
import type { ServerOrder } from "./recovery-order";
import type { CheckResult } from "./restore";
import { sourceOf } from "./restore-from-manifest";
import type { RestoreSource } from "./restore-source";

/** One backup of a chain, and what makes it known at another site; null: its record was not kept. */
export type RunbookLink = { backupId: string; record: { service: string; url: string } | null };

/** Where the bytes of a captured thing are, as far as the recovery site can reach them. */
export type RunbookBytes = {
  capturedId: string;
  /** Full backup first. */
  chain: RunbookLink[];
  /** An image at the recovery site itself. */
  imageId: string | null;
};

export type RunbookPoint = {
  manifest: Manifest;
  source: RestoreSource;
  /** By id of the volume, server or image. */
  bytes: Map<string, RunbookBytes>;
};

export type RunbookFacts = RunbookPoint & {
  planName: string;
  projectName: string;
  sourceSite: string;
  target: BankSite;
  resolved: ResolvedMappings;
  gaps: CheckResult[];
  order: ServerOrder;
};

/** What a runbook brings up: the newest point that needs nothing of its own site, else the newest there is. Null: none yet. */
export function runbookPoint({ plan, checkpoints }: Pick<BankContent, "plan" | "checkpoints">): RunbookPoint | null {
  const whole = checkpoints.filter(({ state, manifest, capturedAt }) => state === "usable" && manifest && capturedAt);
  const newest = (some: BankCheckpoint[]) =>
    [...some].sort((a, b) => (b.capturedAt ?? "").localeCompare(a.capturedAt ?? ""))[0];
  const chosen = newest(whole.filter(({ offsiteAt }) => offsiteAt !== null)) ?? newest(whole);
  if (!chosen || chosen.manifestSha256 === null) return null;
  const manifest = verifyManifest(canonicalJson(chosen.manifest), chosen.manifestSha256);
  const bytes = bytesOf(chosen, { checkpoints, recoverySiteId: plan.recoverySiteId });
  return { manifest, source: bankSource(chosen, manifest, checkpoints), bytes };
}

type Copy = BankCheckpoint["copies"][number];

/** The checkpoint as the planner knows it, out of a bank's rows. */
function bankSource(chosen: BankCheckpoint, manifest: Manifest, checkpoints: BankCheckpoint[]): RestoreSource {
  const gone = (copy: Copy) => ({ ...copy, goneAt: copy.goneAt === null ? null : new Date(copy.goneAt) });
  const captured = chosen.captured.map((row) => ({
    ...row,
    copies: chosen.copies.filter(({ capturedId }) => capturedId === row.id).map(gone),
  }));
  const backups = checkpoints
    .flatMap(({ copies }) => copies)
    .filter(({ medium, imported, siteId }) => medium === "backup" && !imported && siteId === chosen.siteId)
    .map((copy) => ({ ...gone(copy), hasRecord: copy.record !== null }));
  return sourceOf({ manifest, captured, backups });
}

const kept = z.object({ backup_service: z.string(), backup_url: z.string() });
type Where = { checkpoints: BankCheckpoint[]; recoverySiteId: string | null };

function bytesOf(chosen: BankCheckpoint, { checkpoints, recoverySiteId }: Where): Map<string, RunbookBytes> {
  const byId = new Map(checkpoints.flatMap(({ copies }) => copies).map((copy) => [copy.id, copy]));
  const there = ({ state, goneAt }: Copy) => state === "available" && goneAt === null;
  return new Map(
    chosen.captured.map((row) => {
      const own = chosen.copies.filter((copy) => copy.capturedId === row.id && there(copy));
      const backup = own.find(({ medium, imported }) => medium === "backup" && !imported);
      const image = own.find(({ medium, siteId }) => medium === "image" && siteId === recoverySiteId);
      return [row.resourceId, { capturedId: row.id, chain: chainOf(backup, byId), imageId: image?.remoteId ?? null }];
    }),
  );
}

function chainOf(last: Copy | undefined, byId: Map<string, Copy>): RunbookLink[] {
  const chain: RunbookLink[] = [];
  for (let copy = last; copy && chain.length < 1000; copy = byId.get(copy.parentId ?? "")) {
    const record = kept.safeParse(copy.record);
    chain.unshift({
      backupId: copy.remoteId,
      record: record.success ? { service: record.data.backup_service, url: record.data.backup_url } : null,
    });
  }
  return chain;
}
