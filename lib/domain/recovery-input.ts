import type { Mapped, ResolvedMappings } from "./mapping-proposal";
import { planHash } from "./plan-hash";
import type { RecoverySettings } from "./recovery-settings";
import type { RestoreInput } from "./restore";
import { REBUILT } from "./restore-facts";
import type { RestoreSource, SourceServer } from "./restore-source";

type Towards = { targetSiteId: string; drill: boolean };

/** Everything of the checkpoint, brought up at the recovery site under its own names; for a drill in isolated networks only. */
export function recoveryInput(
  source: RestoreSource,
  resolved: ResolvedMappings,
  { targetSiteId, drill }: Towards,
): RestoreInput {
  const networks = drill ? isolated(source) : mappedNetworks(source, resolved);
  return {
    checkpointId: source.checkpointId,
    targetSiteId,
    volumes: source.volumes.map((volume) => ({
      how: "beside",
      capturedId: volume.capturedId,
      name: volume.name || volume.volumeId,
      volumeType: volume.volumeType && targetOf(resolved.volumeTypes, volume.volumeType),
      zone: volume.zone && (targetOf(resolved.zones, volume.zone)?.volume ?? null),
    })),
    servers: source.servers.map((server) => ({
      capturedId: server.capturedId,
      name: server.name,
      flavorId: targetOf(resolved.flavors, server.flavor.name)?.id ?? null,
      zone: server.zone && (targetOf(resolved.zones, server.zone)?.compute ?? null),
      keyName: server.keyName && targetOf(resolved.keyPairs, server.keyName),
      networks: portsIn(server, networks.targets),
      keepAddresses: true,
    })),
    images: source.images.map(({ capturedId, name }) => ({ capturedId, name })),
    networks: networks.rebuilt,
    ...(drill ? {} : { external: outside(resolved) }),
    confirmation: null,
  };
}

type Networks = { rebuilt: RestoreInput["networks"]; targets: Map<string, string> };

function mappedNetworks(source: RestoreSource, { networks }: ResolvedMappings): Networks {
  const targets = new Map(
    networks.flatMap(({ key, target }) =>
      target ? [[key, target.to === "existing" ? target.networkId : `${REBUILT}${key}`] as const] : [],
    ),
  );
  const rebuilt = source.networks.filter(({ networkId }) => targets.get(networkId) === `${REBUILT}${networkId}`);
  return { rebuilt: rebuilt.map(({ capturedId, name }) => ({ capturedId, name })), targets };
}

/** Nothing of a drill touches a network that exists, nor leads out of its own. */
function isolated(source: RestoreSource): Networks {
  const own = source.networks.filter((network) => !network.external);
  return {
    rebuilt: own.map(({ capturedId, name }) => ({ capturedId, name: `drill ${name}`.slice(0, 255), isolated: true })),
    targets: new Map(own.map(({ networkId }) => [networkId, `${REBUILT}${networkId}`])),
  };
}

function portsIn({ networks }: SourceServer, targets: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries(
    networks.flatMap(({ id }) => {
      const target = targets.get(id);
      return target ? [[id, target] as const] : [];
    }),
  );
}

function outside({ floating }: ResolvedMappings): Record<string, string> {
  return Object.fromEntries(floating.flatMap(({ key, target }) => (target ? [[key, target.networkId] as const] : [])));
}

function targetOf<T>(entries: readonly Mapped<T>[], key: string): T | null {
  return entries.find((entry) => entry.key === key)?.target ?? null;
}

/** Binds what was proven or shown to the settings and members that it was about. */
export function recoveryHash(settings: RecoverySettings, memberIds: readonly string[]): string {
  return planHash({ settings, members: [...new Set(memberIds)].sort() });
}
