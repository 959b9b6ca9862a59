import { db } from "@/lib/db/client";
import { selectPlanBackups, selectRestorable } from "@/lib/db/restore-source";
import { json } from "@/lib/domain/json";
import { manifest } from "@/lib/domain/manifest";
import { planRemoval } from "@/lib/domain/remove-restored";
import type { RestoreInput } from "@/lib/domain/restore";
import { sourceOf } from "@/lib/domain/restore-from-manifest";
import { ASSUMED_MS_PER_GIB } from "@/lib/domain/restore-facts";
import { planRestore } from "@/lib/domain/restore-plan";
import { proposeRestore, wholeOf, type Chosen } from "@/lib/domain/restore-proposal";
import type { RestoreSource } from "@/lib/domain/restore-source";
import type { RestoreRunInput } from "@/lib/domain/restore-steps";
import type { Cloud } from "@/lib/openstack/cloud";
import { readOptions, readTargetFacts } from "@/lib/protection/restore/target-facts";
import { startRemoveRestored, startRestore, type PlanRef, type Started } from "@/lib/workflows/start";

const actor = { userId: "tester", userName: "tester" };
type Order = {
  plan: PlanRef;
  checkpointId: string;
  target: Cloud;
  chosen?: Chosen;
  change?: (input: RestoreInput, source: RestoreSource) => RestoreInput;
};

/** A restore as the web process would order it: proposed, planned against the target as it is now, and put in line. */
export async function orderRestore({
  plan,
  checkpointId,
  target,
  chosen,
  change,
}: Order): Promise<Started & { input: RestoreInput; source: RestoreSource }> {
  const source = await readSource(plan, checkpointId);
  const targetSiteId = target.site.id;
  const proposed = proposeRestore(source, chosen ?? wholeOf(source), {
    siteId: targetSiteId,
    options: await readOptions(target),
  });
  const input = change ? change(proposed, source) : proposed;
  const { live } = await readTargetFacts(target, input, source);
  const steps = planRestore(input, {
    source,
    targetSiteId,
    targetSiteName: target.site.name,
    live: new Map(live.map((one) => [one.volumeId, one])),
    batch: 4,
    msPerGiB: ASSUMED_MS_PER_GIB,
  });
  const run: RestoreRunInput = {
    checkpointId,
    planId: plan.id,
    sourceSiteId: source.siteId,
    targetSiteId,
    request: json.parse(input),
    hash: "test",
    order: [],
    steps,
  };
  const started = await startRestore({
    ...place(plan, targetSiteId),
    title: `Restore ${plan.name}`,
    checkpointId,
    input: json.parse(run),
    steps,
    actor,
  });
  return { ...started, input, source };
}

/** The removal of everything that a restore made. */
export async function orderRemoval(plan: PlanRef, restoreRunId: string, targetSiteId: string): Promise<Started> {
  const rows = await db().created.findMany({
    where: { runId: restoreRunId, removedAt: null },
    select: { siteId: true, kind: true, resourceId: true, name: true },
  });
  return startRemoveRestored({
    ...place(plan, targetSiteId),
    title: `Remove ${restoreRunId}`,
    input: json.parse({ restoreRunId, things: rows }),
    steps: planRemoval(rows),
    actor,
  });
}

export async function readSource(plan: PlanRef, checkpointId: string): Promise<RestoreSource> {
  const row = await selectRestorable(plan, checkpointId);
  if (!row) throw new Error(`There is no checkpoint ${checkpointId}`);
  return sourceOf({
    manifest: manifest.parse(row.manifest),
    captured: row.captured,
    backups: await selectPlanBackups(plan.id, row.siteId),
  });
}

/** Waits until the run has ended, and answers with how. */
export async function ended(runId: string, withinMs = 300_000) {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const run = await db().run.findUniqueOrThrow({
      where: { id: runId },
      include: { steps: { orderBy: { position: "asc" } }, created: true },
    });
    if (run.endedAt) return run;
    if (Date.now() > deadline)
      throw new Error(
        `Run ${runId} did not end: ${run.steps.map((step) => `${step.key} ${step.state} ${step.detail ?? ""}`).join("; ")}`,
      );
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function place({ id, cloudId, projectId, projectName, siteId }: PlanRef, targetSiteId: string) {
  return { planId: id, cloudId, projectId, projectName, siteId, targetSiteId };
}
