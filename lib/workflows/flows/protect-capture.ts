import { json } from "@/lib/domain/json";
import {
  dropFrozen,
  freezeServer,
  frozenSnapshots,
  type FrozenSnapshot,
} from "@/lib/protection/providers/native/freeze";
import { dropGroupSnapshot, groupSnapshotReady, snapshotGroup } from "@/lib/protection/providers/native/group";
import { imageServer } from "@/lib/protection/providers/native/image";
import { snapshotVolume } from "@/lib/protection/providers/native/volume";
import { log } from "@/lib/log";
import { planCloud } from "../cloud";
import { StepFailed } from "../failure";
import type { FlowRun, PartCall } from "../flow";
import type { Failed } from "./protect-conclude";
import { POSITION } from "./protect-steps";
import { singleVolumes, type ProtectWork, type VolumePart, type WorkVolume } from "./protect-work";
import { whole } from "./settled";

type Thing = { id: string; name: string };
type Taken = { snapshot: VolumePart["snapshot"]; taken: VolumePart["taken"]; consistency: VolumePart["consistency"] };
export type Capture = { calls: PartCall[]; failed: Failed[] };

const READY_SECONDS = 30 * 60;
const REMOVAL_SECONDS = 30 * 60;

/** Everything is captured side by side: the spread is what a restore shows of different moments. */
export async function capture(run: FlowRun, work: ProtectWork, checkpointId: string): Promise<Capture> {
  const failed: Failed[] = [];
  const alone = singleVolumes(work);
  const [snapshots, images, freezes, groups] = await Promise.all([
    Promise.allSettled(alone.map((volume) => takeSnapshot(run, volume))),
    Promise.allSettled(work.imageServers.map((server) => takeImage(run, server))),
    Promise.allSettled(work.frozen.map((server) => beginFreeze(run, server))),
    Promise.allSettled(work.groups.map((group) => beginGroup(run, group))),
  ]);
  const begunFreezes = whole(work.frozen, freezes, ({ volumeIds }) => volumeIds.map((id) => `volume:${id}`), failed);
  const begunGroups = whole(work.groups, groups, ({ volumeIds }) => volumeIds.map((id) => `volume:${id}`), failed);
  const [frozen, grouped] = await Promise.all([
    Promise.allSettled(begunFreezes.map(([server, { id }]) => awaitFreeze(run, server, id))),
    Promise.allSettled(begunGroups.map(([group, { id }]) => awaitGroup(run, group, id))),
  ]);
  const taken = new Map<string, Taken>();
  for (const [volume, snapshot] of whole(alone, snapshots, ({ id }) => [`volume:${id}`], failed))
    taken.set(volume.id, { snapshot, taken: "alone", consistency: "crash" });
  const keysOf = ([{ volumeIds }]: [{ volumeIds: string[] }, unknown]) => volumeIds.map((id) => `volume:${id}`);
  for (const [[server], made] of whole(begunFreezes, frozen, keysOf, failed))
    // Proven only where the image demands it: else Nova goes on without freezing, and says so to nobody.
    for (const { volumeId, ...snapshot } of made)
      taken.set(volumeId, { snapshot, taken: "alone", consistency: server.requireQuiesce ? "filesystem" : "crash" });
  for (const [, made] of whole(begunGroups, grouped, keysOf, failed))
    for (const { volumeId, ...snapshot } of made)
      taken.set(volumeId, { snapshot, taken: "together", consistency: "crash" });
  const call = (part: string, id: string, input: object): PartCall => ({
    part,
    key: `${part}:${id}`,
    siteId: run.row.siteId,
    input: json.parse(input),
  });
  return {
    failed,
    calls: [
      ...volumeCalls(work.volumes, taken, failed).map(({ volume, how }) =>
        call("volume", volume.id, { checkpointId, volume, ...how, keepRecord: work.keepRecords }),
      ),
      ...whole(work.imageServers, images, ({ id }) => [`image:${id}`], failed).map(([thing, image]) =>
        call("image", thing.id, {
          checkpointId,
          kind: "OS::Nova::Server",
          thing,
          imageId: image.id,
          serverStatus: image.serverStatus,
        }),
      ),
      ...work.images.map((thing) =>
        call("image", thing.id, { checkpointId, kind: "OS::Glance::Image", thing, imageId: null, serverStatus: null }),
      ),
    ],
  };
}

type Release = { key: string; title: string; steps: string[]; drop: () => Promise<true | null> };

/** Snapshots that hang together go together, when all copies have been made of them. `again`: a retry takes them anew. */
export async function releaseTogether(
  run: FlowRun,
  work: Pick<ProtectWork, "frozen" | "groups">,
  again: boolean,
): Promise<void> {
  const steps = (id: string, ...names: string[]) => (again ? names.map((name) => `${name}:${id}`) : []);
  const releases: Release[] = [
    ...work.groups.map(({ id, name }) => ({
      key: `undo:group:${id}`,
      title: `Remove the group snapshot of ${name}`,
      steps: steps(id, "group", "group-ready"),
      drop: async () => dropGroupSnapshot(await cloudOf(run), run.tag(`group:${id}`)),
    })),
    ...work.frozen.map(({ id, name }) => ({
      key: `undo:freeze:${id}`,
      title: `Remove what Nova made of ${name}`,
      steps: steps(id, "freeze", "freeze-ready"),
      drop: async () => dropFrozen(await cloudOf(run), run.tag(`freeze:${id}`)),
    })),
  ];
  await run.plan(releases, POSITION.end + 20);
  await Promise.all(releases.map((release) => letGo(run, release)));
}

async function letGo(run: FlowRun, { key, title, steps, drop }: Release): Promise<void> {
  const gone = async () => {
    if (!(await drop())) return null;
    await run.forget(steps);
    return true;
  };
  try {
    await run.waitFor(key, gone, {
      everySeconds: 3,
      timeoutSeconds: REMOVAL_SECONDS,
      what: `the cloud to ${title.replace(/^R/, "r")}`,
    });
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    log.warn({ runId: run.id, key, err: error }, "something that was only made for the copying stays at the site");
  }
}

function takeSnapshot(run: FlowRun, volume: WorkVolume) {
  const key = `snapshot:${volume.id}`;
  return run.step(key, async () => {
    const snapshot = await snapshotVolume(await cloudOf(run), volume, labelsOf(run, key));
    await run.note({
      siteId: run.row.siteId,
      kind: "OS::Cinder::Snapshot",
      resourceId: snapshot.id,
      name: `Snapshot of ${volume.name}`,
      tag: run.tag(key),
    });
    return snapshot;
  });
}

function takeImage(run: FlowRun, server: Thing) {
  const key = `image:${server.id}`;
  return run.step(key, async () => {
    const image = await imageServer(await cloudOf(run), server, labelsOf(run, key));
    await run.note({
      siteId: run.row.siteId,
      kind: "OS::Glance::Image",
      resourceId: image.id,
      name: `Image of ${server.name}`,
      tag: run.tag(key),
    });
    return image;
  });
}

function beginFreeze(run: FlowRun, server: Thing): Promise<{ id: string }> {
  const key = `freeze:${server.id}`;
  return run.step(key, async () => freezeServer(await cloudOf(run), server, labelsOf(run, key)));
}

function awaitFreeze(run: FlowRun, server: Thing, imageId: string): Promise<FrozenSnapshot[]> {
  return run.waitFor(
    `freeze-ready:${server.id}`,
    async () => frozenSnapshots(await cloudOf(run), imageId, server.name),
    { everySeconds: 2, timeoutSeconds: READY_SECONDS },
  );
}

function beginGroup(run: FlowRun, group: Thing): Promise<{ id: string }> {
  const key = `group:${group.id}`;
  return run.step(key, async () => snapshotGroup(await cloudOf(run), group, labelsOf(run, key)));
}

function awaitGroup(run: FlowRun, group: Thing, id: string): Promise<FrozenSnapshot[]> {
  return run.waitFor(`group-ready:${group.id}`, async () => groupSnapshotReady(await cloudOf(run), id, group), {
    everySeconds: 2,
    timeoutSeconds: READY_SECONDS,
  });
}

/** A volume of which no snapshot came back, though all went well, joined its server after the capture had begun. */
function volumeCalls(
  volumes: WorkVolume[],
  taken: Map<string, Taken>,
  failed: Failed[],
): { volume: WorkVolume; how: Taken }[] {
  return volumes.flatMap((volume) => {
    const how = taken.get(volume.id);
    if (how) return [{ volume, how }];
    const key = `volume:${volume.id}`;
    if (!failed.some((each) => each.key === key)) failed.push({ key, failure: NOT_TAKEN });
    return [];
  });
}

const NOT_TAKEN: Failed["failure"] = {
  kind: "failed",
  code: "conflict",
  openstack: null,
  cause: {
    message: "No snapshot of it was made: it was not attached any more.",
    safe: "The volume itself is untouched.",
    remedy: "Take another checkpoint.",
    service: null,
    status: null,
    requestId: null,
  },
};

function labelsOf(run: FlowRun, key: string) {
  return { tag: run.tag(key), runId: run.id, planId: run.row.planId ?? "" };
}

function cloudOf(run: FlowRun) {
  return planCloud({ planId: run.row.planId ?? "", siteId: run.row.siteId, requestId: run.id });
}
