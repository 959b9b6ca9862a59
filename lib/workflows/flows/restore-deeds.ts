import { selectDecision } from "@/lib/db/decisions";
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
import { giveAddress } from "@/lib/protection/restore/floating";
import { passGate } from "@/lib/protection/restore/gates";
import { copyImage } from "@/lib/protection/restore/images";
import { awaitRestored, restoreInto } from "@/lib/protection/restore/in-place";
import { ensureKeyPair } from "@/lib/protection/restore/key-pair";
import { rebuildNetwork } from "@/lib/protection/restore/networks";
import { awaitVolume, createVolume } from "@/lib/protection/restore/new-volume";
import { noteOldPorts, releaseOldPorts } from "@/lib/protection/restore/old-ports";
import { makePorts } from "@/lib/protection/restore/ports";
import { readBack } from "@/lib/protection/restore/read-back";
import { ensureSecurityGroups } from "@/lib/protection/restore/security-groups";
import { awaitServer, createServer, type ServerParts } from "@/lib/protection/restore/server";
import { ensureServerGroup } from "@/lib/protection/restore/server-group";
import type { FlowRun } from "../flow";
import { makeChainKnown } from "./known-chain";
import type { Made } from "./restore-made";
import type { RestoreSaved } from "./restore-source";

export type Doing = {
  run: FlowRun;
  context: RestoreContext;
  input: RestoreRunInput;
  request: RestoreInput;
  saved: RestoreSaved;
  /** What the steps that are done have made. */
  made: () => Promise<Made>;
};
type Deed<D extends RestoreDeed> = (doing: Doing, step: StepOf<D>) => Promise<unknown>;

/** Each kind of step and what it does. A new one in domain/restore-steps.ts makes this table incomplete, and red. */
const deeds: { [D in RestoreDeed]: Deed<D> } = {
  "import-records": importRecords,
  "make-key-pair": ({ run, context, saved }, step) => {
    const { keyPair } = saved.resource("OS::Nova::Server", step.capturedId);
    return run.step(step.key, () => ensureKeyPair(context, step.name, keyPair));
  },
  "make-network": ({ run, context, saved }, step) => {
    const network = saved.resource("OS::Neutron::Network", step.capturedId);
    return run.step(step.key, () => rebuildNetwork(context, network, step));
  },
  "make-security-groups": ({ run, context, saved }, step) => {
    const ports = step.servers.flatMap((id) => saved.resource("OS::Nova::Server", id).ports);
    const wanted = [...new Set(ports.flatMap((port) => port.securityGroupIds))];
    return run.step(step.key, () => ensureSecurityGroups(context, saved.manifest.securityGroups, wanted));
  },
  "make-server-group": async ({ run, context, saved }, step) => {
    const { serverGroup } = saved.resource("OS::Nova::Server", step.capturedId);
    if (serverGroup) await run.step(step.key, () => ensureServerGroup(context, serverGroup));
  },
  "copy-image": ({ context }, step) => copyImage(context, step),
  "create-volume": ({ context, saved }, step) => createVolume(context, step, saved.volumeFacts(step.capturedId)),
  "await-volume": async ({ context, saved, made }, step) =>
    awaitVolume(context, step, {
      volumeId: known((await made()).volumes, step.capturedId),
      saved: saved.volumeFacts(step.capturedId),
    }),
  "stop-server": ({ context }, step) => stopServer(context, step),
  "await-stopped": ({ context }, step) => awaitStopped(context, step),
  "detach-volume": ({ context }, step) => detachVolume(context, step),
  "await-detached": ({ context }, step) => awaitDetached(context, step),
  "restore-into": ({ context }, step) => restoreInto(context, step),
  "await-restored": ({ context }, step) => awaitRestored(context, step),
  "attach-volume": async ({ context, made }, step) =>
    attachVolume(context, step, volumeIdOf(await made(), step.volume)),
  "await-attached": async ({ context, made }, step) =>
    awaitAttached(context, step, volumeIdOf(await made(), step.volume)),
  "start-server": ({ context }, step) => startServer(context, step),
  "await-started": ({ context }, step) => awaitStarted(context, step),
  "make-ports": async ({ run, context, request, saved, made }, step) => {
    const choice = choiceOf(request, step.capturedId);
    const { ports } = saved.resource("OS::Nova::Server", step.capturedId);
    const before = await made();
    const wanted = {
      serverName: choice.name,
      ports,
      keepAddresses: choice.keepAddresses,
      groups: before.groups,
      networkOf: (id: string) => networkFor(before, choice.networks[id]),
    };
    return run.step(step.key, () => makePorts(context, wanted));
  },
  "create-server": async (doing, step) =>
    createServer(doing.context, step, partsOf(doing, await doing.made(), step.capturedId)),
  "await-server": async ({ context, made }, step) =>
    awaitServer(context, step, known((await made()).servers, step.capturedId)),
  "note-old-ports": ({ context }, step) => noteOldPorts(context, step),
  "release-old-ports": async ({ context, made }, step) =>
    releaseOldPorts(context, step, (await made()).oldServers.get(step.capturedId)?.ports ?? []),
  "give-address": async ({ run, context, made }, step) => {
    const { ports, oldServers } = await made();
    const free = oldServers.get(step.capturedId)?.ports.flatMap(({ floating }) => floating) ?? [];
    return run.step(step.key, () => giveAddress(context, step, { portIds: ports.get(step.capturedId) ?? [], free }));
  },
  "pass-gate": async (doing, step) => {
    const portIds = (await doing.made()).ports.get(step.capturedId) ?? [];
    const decided = async () => {
      const decision = await selectDecision(doing.run.id, step.key);
      return decision && `${decision.by} passed a gate${decision.note ? `: ${decision.note}` : "."}`;
    };
    return passGate(doing.context, step, { portIds, decided });
  },
  "read-back": async ({ run, context, request, saved, made }, step) => {
    const before = await made();
    const servers = step.servers.flatMap((capturedId) => {
      const id = before.servers.get(capturedId);
      const name = choiceOf(request, capturedId).name;
      return id ? [{ id, name, saved: saved.resource("OS::Nova::Server", capturedId) }] : [];
    });
    const volumes = step.volumes.flatMap((id) => before.volumes.get(id) ?? []);
    return run.step(step.key, () => readBack(context, { servers, volumes }));
  },
};

/** Does one step; what it answered is in its row. */
export async function perform(doing: Doing, step: RestoreStep): Promise<void> {
  // The table maps each kind of step to a deed that takes just this kind, which TypeScript cannot follow through an index.
  const deed = deeds[step.do] as Deed<RestoreDeed>;
  await deed(doing, step);
}

function importRecords({ run, context, input }: Doing, step: StepOf<"import-records">): Promise<Json> {
  const { sourceSiteId, targetSiteId } = input;
  return run.waitFor(
    step.key,
    () => makeChainKnown(run, context, { sourceSiteId, targetSiteId, backupIds: step.backupIds }),
    { everySeconds: 3, timeoutSeconds: 15 * 60 },
  );
}

function partsOf({ request, saved, input }: Doing, made: Made, capturedId: string): ServerParts {
  const server = saved.resource("OS::Nova::Server", capturedId);
  const volumes = new Map<string, string>();
  for (const { volumeId } of server.attachments) {
    const id = made.volumes.get(saved.capturedIdOf("OS::Cinder::Volume", volumeId) ?? "");
    if (id) volumes.set(volumeId, id);
  }
  const captured = saved.imageAt(capturedId, input.targetSiteId);
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
