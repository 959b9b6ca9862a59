import { matchFlavor } from "./flavor-match";
import type { RestoreInput, RestoreOptions } from "./restore";
import { REBUILT } from "./restore-facts";
import type { RestoreSource, SourceNetwork, SourceServer, SourceVolume } from "./restore-source";

export type Chosen = { servers: string[]; volumes: string[]; images: string[]; networks: string[] };
type Target = { siteId: string; options: RestoreOptions };

/** Everything of the checkpoint that can come back as a workload: its servers, their volumes, and volumes that stand alone. */
export function wholeOf(source: RestoreSource): Chosen {
  return {
    servers: source.servers.map((one) => one.capturedId),
    volumes: source.volumes.filter((one) => one.chain.length > 0).map((one) => one.capturedId),
    images: [],
    networks: [],
  };
}

/** A restore beside the originals with every choice made as near to the original as the target allows. */
export function proposeRestore(source: RestoreSource, chosen: Chosen, target: Target): RestoreInput {
  const here = target.siteId === source.siteId;
  const servers = source.servers.filter((server) => chosen.servers.includes(server.capturedId));
  const needed = new Set(servers.flatMap((server) => server.networks.map((network) => network.id)));
  const mapping = new Map([...needed].map((id) => [id, networkFor(id, source, target)]));
  const rebuilt = source.networks.filter(
    (network) =>
      chosen.networks.includes(network.capturedId) ||
      mapping.get(network.networkId) === `${REBUILT}${network.networkId}`,
  );
  return {
    checkpointId: source.checkpointId,
    targetSiteId: target.siteId,
    volumes: source.volumes
      .filter((volume) => chosen.volumes.includes(volume.capturedId))
      .map((volume) => besideItem(volume, { here, target })),
    servers: servers.map((server) => serverChoice(server, { here, target, mapping })),
    images: source.images
      .filter((image) => chosen.images.includes(image.capturedId))
      .map(({ capturedId, name }) => ({ capturedId, name: nameFor(name, here) })),
    networks: rebuilt.map(({ capturedId, name }) => ({
      capturedId,
      name: chosen.networks.includes(capturedId) ? nameFor(name, here) : name,
    })),
    confirmation: null,
  };
}

/** At its own site a restored thing stands beside its original and needs a name of its own. */
export function nameFor(name: string, here: boolean): string {
  return here ? `${name}-restored`.slice(0, 255) : name;
}

type Place = { here: boolean; target: Target };

function besideItem(volume: SourceVolume, { here, target }: Place): RestoreInput["volumes"][number] {
  const { volumeTypes, zones } = target.options;
  return {
    how: "beside",
    capturedId: volume.capturedId,
    name: nameFor(volume.name || volume.volumeId, here),
    volumeType: volumeTypes.some((type) => type.name === volume.volumeType) ? volume.volumeType : null,
    zone: volume.zone !== null && zones.volume.includes(volume.zone) ? volume.zone : null,
  };
}

function serverChoice(
  server: SourceServer,
  { here, target, mapping }: Place & { mapping: Map<string, string | null> },
): RestoreInput["servers"][number] {
  const { options } = target;
  const networks = server.networks.flatMap(({ id }) => {
    const to = mapping.get(id);
    return to ? [[id, to] as const] : [];
  });
  return {
    capturedId: server.capturedId,
    name: nameFor(server.name, here),
    flavorId: matchFlavor(server.flavor, options.flavors)?.flavor.id ?? null,
    zone: server.zone !== null && options.zones.compute.includes(server.zone) ? server.zone : null,
    keyName: server.keyName,
    networks: Object.fromEntries(networks),
    keepAddresses: true,
  };
}

/** The network itself, else one of the same name (and addresses, if several), else it is rebuilt; null when that is not possible either. */
function networkFor(id: string, source: RestoreSource, { options }: Target): string | null {
  if (options.networks.some((network) => network.id === id)) return id;
  const saved: SourceNetwork | undefined = source.networks.find((network) => network.networkId === id);
  const name =
    saved?.name ?? source.servers.flatMap((server) => server.networks).find((network) => network.id === id)?.name;
  const named = options.networks.filter((network) => network.name === name);
  const alike = named.find((network) => saved && network.cidrs.some((cidr) => saved.cidrs.includes(cidr)));
  if (alike) return alike.id;
  if (saved) return `${REBUILT}${id}`;
  return named[0]?.id ?? null;
}
