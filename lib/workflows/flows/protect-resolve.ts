import { insertCaptured, saveManifest } from "@/lib/db/checkpoints";
import { inTransaction } from "@/lib/db/client";
import { recordMembers } from "@/lib/db/members";
import { readUserData } from "@/lib/db/plan-writes";
import { selectWorkPlan, type WorkPlan } from "@/lib/db/plan-work";
import { selectSites } from "@/lib/db/sites";
import { selectStepMedians } from "@/lib/db/step-durations";
import { AppError } from "@/lib/domain/errors";
import { json } from "@/lib/domain/json";
import type { ResourceRef } from "@/lib/domain/resource";
import type { PlannedStep } from "@/lib/domain/run";
import type { Cloud } from "@/lib/openstack/cloud";
import { describe } from "@/lib/protection/describe";
import { dependencyGraph } from "@/lib/protection/graph";
import type { Node } from "@/lib/protection/kind";
import { freezableServers } from "@/lib/protection/providers/native/freeze";
import { consistentGroups } from "@/lib/protection/providers/native/group";
import { resolveSelection } from "@/lib/protection/selection";
import { readSurroundings, type Surroundings } from "@/lib/protection/surroundings";
import { planCloud, serviceCloud } from "../cloud";
import type { FlowRun } from "../flow";
import { expecting, POSITION } from "./protect-steps";
import { singleVolumes, type ProtectWork } from "./protect-work";

/** Rules are evaluated anew each time; who joined and who left is written down. */
export async function resolve(run: FlowRun, checkpointId: string): Promise<ProtectWork> {
  const plan = await planOf(run);
  const cloud = await planCloud({ planId: plan.id, siteId: plan.siteId, requestId: run.id });
  const around = await readSurroundings(cloud);
  const { members, missing } = await resolveSelection(cloud, plan.selection, around);
  if (members.length === 0) throw nothing(missing);
  const nodes = dependencyGraph(members, around);
  await inTransaction((tx) => recordMembers(tx, plan.id, members, new Date()));
  await insertCaptured(checkpointId, [
    ...nodes.map(({ kind, id, name, sizeGiB, dependsOn }) => ({ kind, resourceId: id, name, sizeGiB, dependsOn })),
    ...missing.map(({ kind, id, name }) => ({
      kind,
      resourceId: id,
      name,
      sizeGiB: null,
      dependsOn: [],
      cause: "It no longer exists at the site.",
    })),
  ]);
  const work = await workOf({ plan, cloud, around, nodes, members });
  await planSteps(run, work);
  return work;
}

type Known = { plan: WorkPlan; cloud: Cloud; around: Surroundings; nodes: Node[]; members: ResourceRef[] };

async function workOf({ plan, cloud, around, nodes, members }: Known): Promise<ProtectWork> {
  const attached = new Set(around.volumes.filter(({ attachments }) => attachments.length > 0).map(({ id }) => id));
  const serverIds = new Set(nodes.filter(({ kind }) => kind === "OS::Nova::Server").map(({ id }) => id));
  const servers = around.servers.filter(({ id }) => serverIds.has(id));
  const volumes = nodes
    .filter(({ kind }) => kind === "OS::Cinder::Volume")
    .map(({ id, name, sizeGiB }) => ({ id, name, sizeGiB: sizeGiB ?? 0, attached: attached.has(id) }));
  const frozen = plan.consistency === "crash" ? [] : freezableServers(servers, around);
  const free = volumes.map(({ id }) => id).filter((id) => !frozen.some(({ volumeIds }) => volumeIds.includes(id)));
  const groups = await consistentGroups(
    { tenant: cloud, service: await serviceCloud({ siteId: plan.siteId }) },
    free,
    around,
  );
  return {
    keepRecords: await keepsRecords(plan),
    recoverySiteId: plan.recoverySiteId === plan.siteId ? null : plan.recoverySiteId,
    volumes,
    frozen,
    groups,
    imageServers: servers.filter(({ image }) => image !== null).map(({ id, name }) => ({ id, name })),
    images: members.filter(({ kind }) => kind === "OS::Glance::Image").map(({ id, name }) => ({ id, name })),
  };
}

async function planSteps(run: FlowRun, work: ProtectWork): Promise<void> {
  const snapshots: PlannedStep[] = [
    ...work.groups.flatMap(({ id, name }) => [
      { key: `group:${id}`, title: `Snapshot of the group ${name}` },
      { key: `group-ready:${id}`, title: `Wait for the snapshot of the group ${name}` },
    ]),
    ...work.frozen.flatMap(({ id, name }) => [
      { key: `freeze:${id}`, title: `Have Nova freeze and capture ${name}` },
      { key: `freeze-ready:${id}`, title: `Wait for the snapshots of ${name}` },
    ]),
    ...singleVolumes(work).map(({ id, name }) => ({ key: `snapshot:${id}`, title: `Snapshot of ${name}` })),
    ...work.imageServers.map(({ id, name }) => ({ key: `image:${id}`, title: `Image of the disk of ${name}` })),
  ];
  const together = new Set(work.groups.flatMap(({ volumeIds }) => volumeIds));
  const copies: PlannedStep[] = [
    ...work.volumes.flatMap(({ id, name }) => [
      { key: `snapshot-ready:${id}`, title: `Wait for the snapshot of ${name}` },
      { key: `backup:${id}`, title: `Begin the backup of ${name}` },
      { key: `backup-ready:${id}`, title: `Wait for the backup of ${name}` },
      ...(work.keepRecords ? [{ key: `record:${id}`, title: `Keep the record of ${name} for the other site` }] : []),
      { key: `kept:${id}`, title: `Note the copy of ${name}` },
      ...(together.has(id) ? [] : [{ key: `unsnapshot:${id}`, title: `Remove the snapshot of ${name}` }]),
    ]),
    ...work.images.map(({ id, name }) => ({ key: `image:${id}`, title: `Copy the image ${name}` })),
    ...[...work.imageServers, ...work.images].flatMap(({ id, name }) => [
      { key: `image-ready:${id}`, title: `Wait for the image of ${name}` },
      { key: `kept:${id}`, title: `Note the image of ${name}` },
    ]),
  ];
  const medians = await selectStepMedians(run.row.planId ?? "", "checkpoint");
  await run.plan(expecting(snapshots, medians), POSITION.snapshots);
  await run.plan(expecting(copies, medians), POSITION.copies);
  if (work.recoverySiteId !== null) await planOffsiteSteps(run, medians);
}

async function planOffsiteSteps(run: FlowRun, medians: Map<string, number>): Promise<void> {
  const first = { key: "offsite-plan", title: "Find what the recovery site lacks of this checkpoint" };
  const last = { key: "offsite-done", title: "Check that the recovery site needs nothing of this one" };
  await run.plan(expecting([first], medians), POSITION.offsite);
  await run.plan(expecting([last], medians), POSITION.offsiteDone);
}

/** What a rebuild needs, as it is now; kept as a draft until it is known what became of the copies. */
export async function writeDescription(run: FlowRun, checkpointId: string): Promise<void> {
  const plan = await planOf(run);
  const cloud = await planCloud({ planId: plan.id, siteId: plan.siteId, requestId: run.id });
  const around = await readSurroundings(cloud);
  const { members } = await resolveSelection(cloud, plan.selection, around);
  const nodes = dependencyGraph(members, around);
  const description = await describe(cloud, { nodes, around, userData: readUserData(plan.userDataSealed) });
  await inTransaction((tx) => saveManifest(tx, checkpointId, json.parse(description), null));
}

export async function planOf(run: FlowRun): Promise<WorkPlan> {
  const plan = run.row.planId ? await selectWorkPlan(run.row.planId) : null;
  if (!plan || plan.deletedAt)
    throw new AppError("not-found", "The plan was deleted.", {
      safe: "Its checkpoints are removed by a run of their own, or kept, as was chosen.",
    });
  return plan;
}

/** A record is of use where another site reads the same store. */
async function keepsRecords(plan: WorkPlan): Promise<boolean> {
  const sites = await selectSites();
  const store = sites.find(({ id }) => id === plan.siteId)?.backupStore;
  return Boolean(store) && sites.some(({ id, backupStore }) => id !== plan.siteId && backupStore === store);
}

function nothing(missing: ResourceRef[]): AppError {
  return new AppError(
    "conflict",
    missing.length > 0 ? "Nothing that the plan names exists any more." : "The plan's rule finds nothing to protect.",
    {
      safe: "Earlier checkpoints are untouched.",
      remedy: "Edit the plan and choose what it protects.",
    },
  );
}
