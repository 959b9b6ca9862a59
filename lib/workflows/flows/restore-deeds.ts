import { inTransaction } from "@/lib/db/client";
import { keepRecord, selectRecords, upsertImported } from "@/lib/db/restore-source";
import type { Json } from "@/lib/domain/json";
import { REBUILT } from "@/lib/domain/restore-facts";
import type { RestoreInput } from "@/lib/domain/restore";
import type { RestoreDeed, RestoreRunInput, RestoreStep, StepOf, VolumeRef } from "@/lib/domain/restore-steps";
import {
  attachVolume,
  awaitAttached,
  awaitDetached,
  awaitStarted,
  awaitStopped,
  detachVolume,
  startServer,
  stopServer,
} from "@/lib/protection/restore/attachments";
import type { RestoreContext } from "@/lib/protection/restore/context";
import { copyImage } from "@/lib/protection/restore/images";
import { importChain } from "@/lib/protection/restore/import-records";
import { awaitRestored, restoreInto } from "@/lib/protection/restore/in-place";
import { ensureKeyPair } from "@/lib/protection/restore/key-pair";
import { rebuildNetwork } from "@/lib/protection/restore/networks";
import { awaitVolume, createVolume } from "@/lib/protection/restore/new-volume";
import { makePorts } from "@/lib/protection/restore/ports";
import { readBack } from "@/lib/protection/restore/read-back";
import { ensureSecurityGroups } from "@/lib/protection/restore/security-groups";
import { awaitServer, createServer, type ServerParts } from "@/lib/protection/restore/server";
import { ensureServerGroup } from "@/lib/protection/restore/server-group";
import type { FlowRun } from "../flow";
import type { RestoreSaved } from "./restore-source";

/** What the steps so far have answered, by what they were about. Rebuilt from the journal when a run goes on. */
export type Made = {
  volumes: Map<string, string>;
  servers: Map<string, string>;
  ports: Map<string, string[]>;
  images: Map<string, string>;
  networks: Map<string, string>;
  groups: Record<string, string>;
  keys: Map<string, string | null>;
  serverGroups: Map<string, string>;
  notes: string[];
};

export type Doing = {
  run: FlowRun;
  context: RestoreContext;
  input: RestoreRunInput;
  request: RestoreInput;
  saved: RestoreSaved;
  made: Made;
};
type Deed<D extends RestoreDeed> = (doing: Doing, step: StepOf<D>) => Promise<unknown>;

/** Each kind of step and what it does. A new one in domain/restore-steps.ts makes this table incomplete, and red. */
const deeds: { [D in RestoreDeed]: Deed<D> } = {
  "import-records": importRecords,
  "make-key-pair": async ({ run, context, saved, made }, step) => {
    const { keyPair } = saved.resource("OS::Nova::Server", step.capturedId);
    const found = await run.step(step.key, () => ensureKeyPair(context, step.name, keyPair));
    made.keys.set(step.name, found.name);
    if (found.note) made.notes.push(found.note);
  },
  "make-network": async ({ run, context, saved, made }, step) => {
    const network = saved.resource("OS::Neutron::Network", step.capturedId);
    const rebuilt = await run.step(step.key, () => rebuildNetwork(context, network, step.name));
    made.networks.set(network.ref.id, rebuilt.networkId);
    made.notes.push(...rebuilt.notes);
  },
  "make-security-groups": async ({ run, context, saved, made }, step) => {
    const ports = step.servers.flatMap((id) => saved.resource("OS::Nova::Server", id).ports);
    const wanted = [...new Set(ports.flatMap((port) => port.securityGroupIds))];
    made.groups = await run.step(step.key, () => ensureSecurityGroups(context, saved.manifest.securityGroups, wanted));
  },
  "make-server-group": async ({ run, context, saved, made }, step) => {
    const { serverGroup } = saved.resource("OS::Nova::Server", step.capturedId);
    if (serverGroup)
      made.serverGroups.set(step.capturedId, await run.step(step.key, () => ensureServerGroup(context, serverGroup)));
  },
  "copy-image": async ({ context, made }, step) =>
    void made.images.set(step.capturedId, await copyImage(context, step)),
  "create-volume": async ({ context, saved, made }, step) =>
    void made.volumes.set(step.capturedId, await createVolume(context, step, saved.volumeFacts(step.capturedId))),
  "await-volume": ({ context, saved, made }, step) =>
    awaitVolume(context, step, {
      volumeId: known(made.volumes, step.capturedId),
      saved: saved.volumeFacts(step.capturedId),
    }),
  "stop-server": ({ context }, step) => stopServer(context, step),
  "await-stopped": ({ context }, step) => awaitStopped(context, step),
  "detach-volume": ({ context }, step) => detachVolume(context, step),
  "await-detached": ({ context }, step) => awaitDetached(context, step),
  "restore-into": ({ context }, step) => restoreInto(context, step),
  "await-restored": ({ context }, step) => awaitRestored(context, step),
  "attach-volume": ({ context, made }, step) => attachVolume(context, step, volumeIdOf(made, step.volume)),
  "await-attached": ({ context, made }, step) => awaitAttached(context, step, volumeIdOf(made, step.volume)),
  "start-server": ({ context }, step) => startServer(context, step),
  "await-started": ({ context }, step) => awaitStarted(context, step),
  "make-ports": async ({ run, context, request, saved, made }, step) => {
    const choice = choiceOf(request, step.capturedId);
    const { ports } = saved.resource("OS::Nova::Server", step.capturedId);
    const wanted = {
      serverName: choice.name,
      ports,
      keepAddresses: choice.keepAddresses,
      groups: made.groups,
      networkOf: (id: string) => networkFor(made, choice.networks[id]),
    };
    const result = await run.step(step.key, () => makePorts(context, wanted));
    made.ports.set(step.capturedId, result.ids);
    made.notes.push(...result.notes);
  },
  "create-server": async (doing, step) =>
    void doing.made.servers.set(
      step.capturedId,
      await createServer(doing.context, step, partsOf(doing, step.capturedId)),
    ),
  "await-server": ({ context, made }, step) => awaitServer(context, step, known(made.servers, step.capturedId)),
  "read-back": async ({ run, context, request, saved, made }, step) => {
    const servers = step.servers.map((id) => ({
      id: known(made.servers, id),
      name: choiceOf(request, id).name,
      saved: saved.resource("OS::Nova::Server", id),
    }));
    const volumes = step.volumes.flatMap((id) => made.volumes.get(id) ?? []);
    made.notes.push(...(await run.step(step.key, () => readBack(context, { servers, volumes }))));
  },
};

/** Does one step; its answer goes into `doing.made`. */
export async function perform(doing: Doing, step: RestoreStep): Promise<void> {
  // The table maps each kind of step to a deed that takes just this kind, which TypeScript cannot follow through an index.
  const deed = deeds[step.do] as Deed<RestoreDeed>;
  await deed(doing, step);
}

export function nothingMade(): Made {
  return {
    volumes: new Map(),
    servers: new Map(),
    ports: new Map(),
    images: new Map(),
    networks: new Map(),
    groups: {},
    keys: new Map(),
    serverGroups: new Map(),
    notes: [],
  };
}

/** The chain of one volume, full backup first; records come from our own rows, so that the source may be dark. */
function importRecords({ run, context, input }: Doing, step: StepOf<"import-records">): Promise<Json> {
  const { cloudId, projectId } = run.row;
  return run.waitFor(
    step.key,
    async () => {
      const rows = await selectRecords({ cloudId, projectId }, input.sourceSiteId, step.backupIds);
      const kept = step.backupIds.map((backupId) => ({
        backupId,
        record: rows.find((row) => row.remoteId === backupId)?.record ?? null,
      }));
      const keep = async (backupId: string, record: { backup_service: string; backup_url: string }) => {
        const row = rows.find((one) => one.remoteId === backupId);
        if (row) await keepRecord(row.id, { backup_service: record.backup_service, backup_url: record.backup_url });
      };
      const outcome = await importChain(context, { kept, projectId, keep });
      if (!outcome) return null;
      await inTransaction(async (tx) => {
        for (const row of rows) await upsertImported(tx, row, input.targetSiteId, new Date());
      });
      return outcome;
    },
    { everySeconds: 3, timeoutSeconds: 15 * 60 },
  );
}

function partsOf({ request, saved, made, input }: Doing, capturedId: string): ServerParts {
  const server = saved.resource("OS::Nova::Server", capturedId);
  const volumes = new Map<string, string>();
  for (const { volumeId } of server.attachments) {
    const id = made.volumes.get(saved.capturedIdOf("OS::Cinder::Volume", volumeId) ?? "");
    if (id) volumes.set(volumeId, id);
  }
  const captured = server.copies.find(
    (copy) => copy.medium === "image" && copy.siteId === input.sourceSiteId,
  )?.remoteId;
  const bootsFromVolume = server.imageId === null;
  return {
    saved: server,
    choice: choiceOf(request, capturedId),
    portIds: made.ports.get(capturedId) ?? [],
    volumes,
    imageId: bootsFromVolume ? null : (made.images.get(capturedId) ?? captured ?? server.imageId),
    keyName: made.keys.get(choiceOf(request, capturedId).keyName ?? "") ?? null,
    groupId: made.serverGroups.get(capturedId) ?? null,
  };
}

function choiceOf(request: RestoreInput, capturedId: string): RestoreInput["servers"][number] {
  const choice = request.servers.find((one) => one.capturedId === capturedId);
  if (!choice) throw new RangeError(`No choice for server ${capturedId}`);
  return choice;
}

function networkFor(made: Made, target: string | undefined): string | null {
  if (!target) return null;
  return target.startsWith(REBUILT) ? (made.networks.get(target.slice(REBUILT.length)) ?? null) : target;
}

function volumeIdOf(made: Made, ref: VolumeRef): string {
  return "volumeId" in ref ? ref.volumeId : known(made.volumes, ref.madeOf);
}

function known(made: Map<string, string>, id: string): string {
  const found = made.get(id);
  if (!found) throw new RangeError(`Nothing was made of ${id}`);
  return found;
}
