import {
  endCaptured,
  endCheckpoint,
  saveManifest,
  selectCaptured,
  selectManifest,
  selectWorkCheckpoint,
  type CapturedRow,
  type CheckpointEnd,
} from "@/lib/db/checkpoints";
import { inTransaction, type Tx } from "@/lib/db/client";
import { selectChainLength, selectCopies, type OwnedCopy } from "@/lib/db/copies";
import { insertAudit } from "@/lib/db/audit";
import { selectLeftBehind } from "@/lib/db/leftovers";
import { selectWorkPlan } from "@/lib/db/plan-work";
import { selectSite } from "@/lib/db/sites";
import { weakest } from "@/lib/domain/consistency";
import { json } from "@/lib/domain/json";
import { consistency, type Consistency } from "@/lib/domain/plan";
import type { Cause } from "@/lib/domain/run";
import { sealedManifest } from "@/lib/protection/manifest";
import type { StepFailure } from "../failure";
import type { FlowEnd, FlowRun } from "../flow";
import { serverOutcomes } from "./protect-servers";

/** `part:resource`, and why it failed. */
export type Failed = { key: string; failure: StepFailure };

const DATA = new Set<string>(["OS::Cinder::Volume", "OS::Glance::Image", "OS::Nova::Server"]);

/** What became of the checkpoint; says of everything that is not green why. */
export async function concludeCheckpoint(
  run: FlowRun,
  checkpointId: string,
  failed: Failed[],
  stopped: StepFailure | null = null,
): Promise<FlowEnd> {
  const at = new Date();
  const everywhere = await selectCopies(checkpointId);
  const copies = everywhere.filter(({ imported, siteId }) => !imported && siteId === run.row.siteId);
  return inTransaction(async (tx) => {
    const before = await selectCaptured(checkpointId, tx);
    for (const { row, cause } of failures(before, failed))
      await endCaptured(tx, { checkpointId, kind: row.kind, resourceId: row.resourceId }, { state: "failed", cause });
    await endServersAndNetworks(tx, checkpointId, copies);
    const rows = await selectCaptured(checkpointId, tx);
    const end = endOf({ rows, copies, stopped, chainLength: await selectChainLength(tx, checkpointId) });
    await seal(tx, run, { checkpointId, end, rows, copies: everywhere });
    const news = await endCheckpoint(tx, checkpointId, end, at);
    if (news)
      await insertAudit(tx, {
        actor: { userId: run.row.requestedById, userName: run.row.requestedBy },
        scope: run.row,
        action: "checkpoint.finish",
        object: { kind: "checkpoint", id: checkpointId, name: run.row.title },
        result: end.state === "failed" ? "failed" : "done",
        reason: end.cause,
        after: { state: end.state, captured: end.capturedCount, of: rows.length },
      });
    const left = await selectLeftBehind(tx, run.id);
    return {
      ...flowEnd(end, failed[0]?.failure ?? stopped),
      ...(left.length > 0 && { result: { notes: left.map(stays) } }),
    };
  });
}

function stays(name: string): string {
  return `${name} is still at the site, because Cinder has not let go of it. Breakwater removes it as soon as Cinder does.`;
}

/** Nothing, or not all, could be taken. What is whole is kept: it may be all there is. */
export async function failCheckpoint(run: FlowRun, checkpointId: string, failure: StepFailure): Promise<FlowEnd> {
  const end = await concludeCheckpoint(run, checkpointId, [], failure);
  if (failure.kind !== "cancelled") return end;
  return { ...end, state: "cancelled" };
}

function failures(rows: CapturedRow[], failed: Failed[]): { row: CapturedRow; cause: string }[] {
  const causes = new Map(failed.map(({ key, failure }) => [key.slice(key.indexOf(":") + 1), failure.cause.message]));
  return rows.flatMap((row) => {
    const cause = causes.get(row.resourceId);
    return cause === undefined || row.state === "captured" ? [] : [{ row, cause }];
  });
}

/** A server is captured when its disks are; a network when it is described, which it is by now. */
async function endServersAndNetworks(tx: Tx, checkpointId: string, copies: OwnedCopy[]): Promise<void> {
  const rows = await selectCaptured(checkpointId, tx);
  const times = rows.flatMap(({ kind, capturedAt }) => (DATA.has(kind) && capturedAt ? [capturedAt.getTime()] : []));
  const described = await selectManifest(checkpointId, tx);
  if (described === null) return;
  for (const { row, end } of serverOutcomes(rows, copies, described))
    await endCaptured(tx, { checkpointId, kind: row.kind, resourceId: row.resourceId }, end);
  const networkAt = times.length > 0 ? new Date(Math.min(...times)) : new Date();
  for (const row of rows)
    if (row.kind === "OS::Neutron::Network" && row.state === "pending")
      await endCaptured(
        tx,
        { checkpointId, kind: row.kind, resourceId: row.resourceId },
        { state: "captured", capturedAt: networkAt, consistency: null },
      );
}

type Known = { rows: CapturedRow[]; copies: OwnedCopy[]; stopped: StepFailure | null; chainLength: number | null };

function endOf({ rows, copies, stopped, chainLength }: Known): CheckpointEnd {
  const captured = rows.filter(({ state }) => state === "captured");
  const withData = captured.filter(({ kind }) => DATA.has(kind));
  const broken = rows.filter(({ state }) => state !== "captured");
  const times = withData.flatMap(({ capturedAt }) => capturedAt ?? []).map((time) => time.getTime());
  const nothing =
    captured.length === 0 || (withData.length === 0 && (stopped !== null || rows.some(({ kind }) => DATA.has(kind))));
  const state = nothing ? "failed" : broken.length > 0 ? "partial" : "usable";
  const whole = copies.filter(({ availableAt }) => availableAt !== null);
  const backups = whole.filter(({ medium }) => medium === "backup");
  const localAt = latest(whole.map(({ availableAt }) => availableAt)) ?? (nothing ? null : new Date());
  const levels = withData.map((row) => consistency.nullable().catch(null).parse(row.consistency));
  return {
    state,
    cause: causeOf(broken, stopped),
    capturedAt: nothing ? null : times.length > 0 ? new Date(Math.min(...times)) : (captured[0]?.capturedAt ?? null),
    spreadMs: times.length > 0 ? Math.max(...times) - Math.min(...times) : nothing ? null : 0,
    localAt: nothing ? null : localAt,
    consistency: nothing ? null : weakest(levels),
    full: !nothing && backups.every(({ incremental }) => !incremental),
    chainLength,
    sizeGiB: whole.length === 0 ? null : whole.reduce((sum, { sizeGiB }) => sum + (sizeGiB ?? 0), 0),
    capturedCount: captured.length,
  };
}

function causeOf(broken: CapturedRow[], stopped: StepFailure | null): string | null {
  if (stopped) return stopped.cause.message;
  const [first] = broken;
  if (!first) return null;
  const why = `${first.name}: ${first.cause ?? "it was not captured."}`;
  return broken.length === 1 ? why : `${why} And ${broken.length - 1} more.`;
}

function latest(times: (Date | null)[]): Date | null {
  const known = times.flatMap((time) => time ?? []).map((time) => time.getTime());
  return known.length === 0 ? null : new Date(Math.max(...known));
}

type Sealing = { checkpointId: string; end: CheckpointEnd; rows: CapturedRow[]; copies: OwnedCopy[] };

async function seal(tx: Tx, run: FlowRun, { checkpointId, end, rows, copies }: Sealing): Promise<void> {
  if (end.state === "failed" || end.capturedAt === null) return;
  const draft = await selectManifest(checkpointId, tx);
  const plan = await selectWorkPlan(run.row.planId ?? "", tx);
  const site = await selectSite(run.row.siteId, tx);
  const checkpoint = await selectWorkCheckpoint(checkpointId, tx);
  if (!plan || !site || !checkpoint || draft === null) return;
  const { value, sha256 } = sealedManifest({
    checkpointId,
    capturedAt: end.capturedAt.toISOString(),
    spreadMs: end.spreadMs ?? 0,
    consistency: end.consistency satisfies Consistency | null,
    plan: { id: plan.id, name: plan.name, projectId: plan.projectId, projectName: plan.projectName },
    site: {
      id: site.id,
      name: site.name,
      keystoneUrl: site.keystoneUrl,
      region: site.region,
      backupStore: site.backupStore,
    },
    draft,
    rows,
    copies,
  });
  await saveManifest(tx, checkpointId, json.parse(value), sha256);
}

function flowEnd(end: CheckpointEnd, failure: StepFailure | null): FlowEnd {
  const cause: Cause | null =
    end.cause === null
      ? null
      : (failure?.cause ?? {
          message: end.cause,
          safe: null,
          remedy: null,
          service: null,
          status: null,
          requestId: null,
        });
  const safe =
    end.state === "partial"
      ? `${end.capturedCount} of the members were captured and can be restored.`
      : (cause?.safe ?? null);
  return {
    state: end.state === "usable" ? "succeeded" : end.state,
    cause: cause && { ...cause, message: end.cause ?? cause.message, safe },
  };
}
