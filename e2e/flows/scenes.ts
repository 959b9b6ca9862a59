import { openSync, readFileSync } from "node:fs";
import path from "node:path";
import { DBOS } from "@dbos-inc/dbos-sdk";
import { closeDb, db } from "@/lib/db/client";
import { selectPlanBackups, selectRestorable } from "@/lib/db/restore-source";
import { json } from "@/lib/domain/json";
import { manifest } from "@/lib/domain/manifest";
import { sourceOf } from "@/lib/domain/restore-from-manifest";
import { planRestore } from "@/lib/domain/restore-plan";
import { proposeRestore, wholeOf } from "@/lib/domain/restore-proposal";
import type { Cloud } from "@/lib/openstack/cloud";
import { closeEngineClient } from "@/lib/workflows/enqueue";
import { ENGINE_SCHEMA } from "@/lib/workflows/queues";
import { startCheckpoint, startExpire, startRestore, type PlanRef } from "@/lib/workflows/start";
import { endState, type EndState } from "./end-state";
import { orderFailover, orderUndo } from "./failover-run";
import { addPlan, addSites, signIn } from "./setting";
import {
  bundleWorker,
  freeze,
  openCloud,
  scratch,
  startWorker,
  stopWorker,
  urlOf,
  type Scene,
  type Servers,
} from "./stage";
import { makeWorkload, until } from "./workload";

export type Scenario = { name: string; scene: Scene; expected: EndState; stepKeys: string[] };

const actor = { userId: "tests", userName: "tests" };

/**
 * Takes a checkpoint, restores it, drills with it, fails over and back, and removes it, once and undisturbed. Before each, cloud and database are kept as
 * they stand, with the run in line; after each, what it led to is what every killed one has to lead to.
 */
export async function undisturbed(servers: Servers, database: string): Promise<Scenario[]> {
  bundleWorker();
  const directory = scratch();
  const cloud = await openCloud(directory, true);
  const databaseUrl = urlOf(servers.application, database);
  // The first worker makes the engine's tables; here the first run stands in line before any worker lives.
  await DBOS.migrate(databaseUrl, { schemaName: ENGINE_SCHEMA });
  const place = await addSites(cloud.url);
  const tenant = await signIn(place.one);
  const plan = await addPlan(place, {
    name: "shop",
    selection: { by: "fixed", resources: await makeWorkload(tenant) },
  });
  const scenarios: Scenario[] = [];
  const act = async (name: string, begin: () => Promise<{ runId: string }>) => {
    const { runId } = await begin();
    await letGo();
    const scene = await freeze(servers, database, directory);
    await carryOut(databaseUrl, runId);
    const steps = await db().step.findMany({ where: { runId }, orderBy: { position: "asc" }, select: { key: true } });
    await letGo();
    const stepKeys = [...new Set(steps.map(({ key }) => key.split(":")[0] ?? key))];
    scenarios.push({ name, scene, expected: await endState(databaseUrl, cloud.url), stepKeys });
  };
  let checkpointId = "";
  await act("checkpoint", async () => {
    const started = await startCheckpoint({ plan, trigger: "manual", slotAt: null, actor });
    checkpointId = started.checkpointId;
    return started;
  });
  await act("restore", () => beginRestore(plan, checkpointId, tenant));
  await act("checkpoint, incremental", () => startCheckpoint({ plan, trigger: "manual", slotAt: null, actor }));
  await act("checkpoint, sent", async () => {
    await db().plan.update({ where: { id: plan.id }, data: { offsiteWay: "image-transfer" } });
    return startCheckpoint({ plan, trigger: "manual", slotAt: null, actor });
  });
  const away = await signIn(place.two);
  const order = { plan, checkpointId, target: away };
  for (const [name, purpose, mode] of [
    ["drill", "drill", "disaster"],
    ["failover", "real", "planned"],
  ] as const) {
    let failoverId = "";
    await act(name, async () => {
      const started = await orderFailover({ ...order, purpose, mode });
      failoverId = started.runId;
      return started;
    });
    await act(`${name}, undone`, () => orderUndo(plan, failoverId));
  }
  await act("expiry", async () => {
    const all = await db().checkpoint.findMany({ where: { planId: plan.id }, select: { id: true } });
    return startExpire({ plan, checkpointIds: all.map(({ id }) => id), reason: "deleted by tests", actor });
  });
  await cloud.stop();
  return scenarios;
}

/** A template may have no connections. */
async function letGo(): Promise<void> {
  await closeEngineClient();
  await closeDb();
}

async function carryOut(databaseUrl: string, runId: string): Promise<void> {
  const said = path.join(scratch(), "worker.log");
  const worker = startWorker({ databaseUrl, workerId: "worker-1", log: openSync(said, "a") });
  try {
    await until(
      `run ${runId}`,
      async () => (await db().run.findUnique({ where: { id: runId }, select: { endedAt: true } }))?.endedAt ?? null,
      120_000,
      250,
    );
  } catch (error) {
    throw new Error(`The undisturbed run did not end. The worker said:\n${readFileSync(said, "utf8").slice(-4000)}`, {
      cause: error,
    });
  } finally {
    await stopWorker(worker);
  }
}

/** The whole workload beside the original, as the review would propose it. */
async function beginRestore(plan: PlanRef, checkpointId: string, cloud: Cloud): Promise<{ runId: string }> {
  const { cloudId, projectId, projectName, siteId } = plan;
  const row = await selectRestorable({ cloudId, projectId }, checkpointId);
  if (!row) throw new Error("The checkpoint cannot be restored");
  const source = sourceOf({
    manifest: manifest.parse(row.manifest),
    captured: row.captured,
    backups: await selectPlanBackups(plan.id, siteId),
  });
  const [flavors, networks] = await Promise.all([cloud.nova.flavors.list(), cloud.neutron.networks.list()]);
  const options = {
    flavors: flavors.map(({ id, name, vcpus, ram, disk }) => ({ id, name, vcpus, ramMiB: ram, diskGiB: disk })),
    networks: networks.map(({ id, name }) => ({ id, name, cidrs: [] })),
    volumeTypes: [],
    zones: { compute: [], volume: [] },
    keyPairs: [],
    externalNetworks: [],
  };
  const request = proposeRestore(source, wholeOf(source), { siteId, options });
  const steps = planRestore(request, {
    source,
    targetSiteId: siteId,
    targetSiteName: siteId,
    live: new Map(),
    batch: 4,
    msPerGiB: 1000,
  });
  const input = json.parse({
    checkpointId,
    planId: plan.id,
    sourceSiteId: siteId,
    targetSiteId: siteId,
    request,
    hash: "undisturbed",
    order: [],
    steps,
  });
  return startRestore({
    title: "Restore of shop",
    cloudId,
    projectId,
    projectName,
    siteId,
    targetSiteId: siteId,
    planId: plan.id,
    checkpointId,
    input,
    steps,
    actor,
  });
}
