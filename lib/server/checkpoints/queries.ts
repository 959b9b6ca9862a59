import "server-only";
import { selectAuditOfObject } from "@/lib/db/audit";
import {
  countCheckpoints,
  selectCheckpointDetail,
  selectCheckpointPage,
  selectNeededBy,
  selectNeeds,
  selectOwnManifest,
  selectRunsOf,
  type ChainLink,
  type CheckpointDetailRow,
} from "@/lib/db/checkpoint-views";
import { selectSiteNames, selectSites } from "@/lib/db/sites";
import { canonicalJson } from "@/lib/domain/canonical-json";
import type { CheckpointView } from "@/lib/domain/checkpoint";
import {
  CHECKPOINT_PAGE_SIZE,
  type CheckpointPage,
  type CheckpointPageView,
  type CheckpointQuery,
} from "@/lib/domain/checkpoint-page";
import { AppError } from "@/lib/domain/errors";
import { json } from "@/lib/domain/json";
import { isAllowed, type Actor, type Scope } from "@/lib/domain/permissions";
import { runState } from "@/lib/domain/run";
import { DAY_MS } from "@/lib/domain/zone";
import { requireActor } from "@/lib/server/session";
import { deletionOf } from "./deletion";
import { eventsOf, toCaptured, toCheckpointView } from "./view";

export const noSuchCheckpoint = () => new AppError("not-found", "There is no such checkpoint in this project.");

/** One page of the project's checkpoints, newest first. */
export async function listCheckpoints(query: CheckpointQuery): Promise<CheckpointPage> {
  return checkpointPageOf(await requireActor("project:read"), query);
}

export async function checkpointPageOf(
  scope: Scope,
  { page, ...filter }: CheckpointQuery,
  now = Date.now(),
): Promise<CheckpointPage> {
  const pageSize = CHECKPOINT_PAGE_SIZE;
  const [{ rows, total }, counts] = await Promise.all([
    selectCheckpointPage(scope, filter, { skip: (page - 1) * pageSize, take: pageSize }),
    countCheckpoints(scope, new Date(now - DAY_MS)),
  ]);
  return { rows: rows.map((row): CheckpointView => toCheckpointView(row)), total, page, pageSize, counts };
}

/** The sites and plans by which the list can be narrowed. */
export async function listSiteNames(): Promise<{ id: string; name: string }[]> {
  const actor = await requireActor("project:read");
  return (await selectSites(actor.cloudId)).map(({ id, name }) => ({ id, name }));
}

/** A checkpoint with everything that its page shows; another project's does not exist. */
export async function getCheckpoint(checkpointId: string): Promise<CheckpointPageView> {
  return checkpointOf(await requireActor("project:read"), checkpointId);
}

export async function checkpointOf(actor: Actor, checkpointId: string, now = Date.now()): Promise<CheckpointPageView> {
  const row = await selectCheckpointDetail(actor, checkpointId);
  if (!row) throw noSuchCheckpoint();
  const [needs, neededBy, audit, runs, names] = await Promise.all([
    selectNeeds(checkpointId),
    selectNeededBy(checkpointId),
    selectAuditOfObject(actor, checkpointId),
    selectRunsOf(actor, checkpointId),
    selectSiteNames(actor.cloudId),
  ]);
  const siteNames = Object.fromEntries(names);
  return {
    ...toCheckpointView(row),
    ...placesOf(row, siteNames),
    manifestSha256: row.manifestSha256,
    offsiteCause: row.offsiteCause,
    goneReason: row.goneReason,
    captured: row.captured.map(toCaptured),
    needs: needs.map(toLink),
    neededBy: neededBy.map(toLink),
    events: eventsOf(row, audit, runs),
    siteNames,
    canWrite: isAllowed(actor, "project:write"),
    deletion: await deletionOf(row, { neededBy: neededBy.length, now }),
    runs: runs.map(({ id, title, state, createdAt }) => ({
      id,
      title,
      state: runState.parse(state),
      createdAt: createdAt.toISOString(),
    })),
  };
}

/** The manifest's text, exactly as it was sealed. */
export async function manifestOf(
  scope: Scope,
  checkpointId: string,
): Promise<{ text: string; sha256: string | null; name: string }> {
  const found = await selectOwnManifest(scope, checkpointId);
  if (!found)
    throw new AppError("not-found", "There is no such manifest in this project.", {
      remedy: "A checkpoint has one as soon as something of it was captured.",
    });
  const day = found.capturedAt?.toISOString().slice(0, 16).replace(":", "") ?? checkpointId;
  return {
    text: canonicalJson(json.parse(found.manifest)),
    sha256: found.sha256,
    name: `${found.planName} ${day}Z manifest.json`,
  };
}

function placesOf({ siteId, plan }: CheckpointDetailRow, siteNames: Record<string, string>) {
  const { recoverySiteId, deletedAt } = plan;
  return {
    siteName: siteNames[siteId] ?? siteId,
    recoverySiteName: recoverySiteId === null ? null : (siteNames[recoverySiteId] ?? recoverySiteId),
    planDeleted: deletedAt !== null,
  };
}

function toLink({ id, capturedAt }: ChainLink) {
  return { id, capturedAt: capturedAt?.toISOString() ?? null };
}
