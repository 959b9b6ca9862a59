import type { Manifest } from "./manifest";
import type { SavedImage, SavedNetwork, SavedResource, SavedServer, SavedVolume } from "./manifest-resources";
import type {
  ChainLink,
  RestoreSource,
  SourceImage,
  SourceNetwork,
  SourceServer,
  SourceVolume,
} from "./restore-source";

/** A copy as the database has it; `parentId` is the parent's own row id. */
type StoredCopy = {
  id: string;
  remoteId: string;
  parentId: string | null;
  state: string;
  goneAt: Date | null;
  hasRecord: boolean;
};
type StoredCaptured = {
  id: string;
  kind: string;
  resourceId: string;
  state: string;
  sizeGiB: number | null;
  copies: CopyFacts[];
};
type CopyFacts = {
  siteId: string;
  medium: string;
  remoteId: string;
  imported: boolean;
  state: string;
  goneAt: Date | null;
  sizeGiB: number | null;
};

type Stored = { manifest: Manifest; captured: StoredCaptured[]; backups: StoredCopy[] };

/** What can be restored of a checkpoint: its manifest, and what has become of its copies since. */
export function sourceOf({ manifest, captured, backups }: Stored): RestoreSource {
  const rowOf = (kind: string, id: string) => captured.find((row) => row.kind === kind && row.resourceId === id);
  const capturedId = (resource: SavedResource) =>
    rowOf(resource.kind, resource.ref.id)?.id ?? `${resource.kind}/${resource.ref.id}`;
  const volumes = ofKind(manifest, "OS::Cinder::Volume").map((volume): SourceVolume =>
    volumeFrom(volume, capturedId(volume), chainOf(rowOf(volume.kind, volume.ref.id), manifest.site.id, backups)),
  );
  return {
    checkpointId: manifest.checkpointId,
    planId: manifest.plan.id,
    planName: manifest.plan.name,
    siteId: manifest.site.id,
    siteName: manifest.site.name,
    capturedAt: manifest.capturedAt,
    volumes,
    servers: ofKind(manifest, "OS::Nova::Server").map((server) =>
      serverFrom(server, {
        capturedId: capturedId(server),
        own: ownImage(rowOf(server.kind, server.ref.id), manifest, isWholeImage),
        manifest,
      }),
    ),
    images: ofKind(manifest, "OS::Glance::Image").map((image) =>
      imageFrom(image, capturedId(image), ownImage(rowOf(image.kind, image.ref.id), manifest)),
    ),
    networks: ofKind(manifest, "OS::Neutron::Network").map((network) => networkFrom(network, capturedId(network))),
    imageCopies: captured.flatMap(({ id, copies }) =>
      copies.filter(isWholeImage).map(({ siteId, remoteId }) => ({ capturedId: id, siteId, imageId: remoteId })),
    ),
  };
}

type ByKind = {
  "OS::Nova::Server": SavedServer;
  "OS::Cinder::Volume": SavedVolume;
  "OS::Glance::Image": SavedImage;
  "OS::Neutron::Network": SavedNetwork;
};

/** The manifest's resources of one kind. */
function ofKind<K extends keyof ByKind>(manifest: Manifest, kind: K): ByKind[K][] {
  // The union is told apart by `kind`, which is what is compared.
  return manifest.resources.filter((resource): resource is ByKind[K] => resource.kind === kind);
}

/** From the full backup to this one; a chain with a hole ends there, and is then not available. */
function chainOf(row: StoredCaptured | undefined, siteId: string, backups: StoredCopy[]): ChainLink[] {
  const own = row?.copies.find((copy) => copy.medium === "backup" && copy.siteId === siteId && !copy.imported);
  const chain: ChainLink[] = [];
  for (
    let link = backups.find((backup) => backup.remoteId === own?.remoteId), guard = 0;
    link && guard < 1000;
    guard += 1
  ) {
    const { id, remoteId, hasRecord, state, goneAt, parentId } = link;
    chain.unshift({
      copyId: id,
      backupId: remoteId,
      hasRecord,
      available: state === "available" && goneAt === null,
    });
    link =
      parentId === null
        ? undefined
        : (backups.find((backup) => backup.id === parentId) ?? {
            id: parentId,
            remoteId: parentId,
            parentId: null,
            state: "gone",
            goneAt: null,
            hasRecord: false,
          });
  }
  return chain;
}

function volumeFrom(
  { ref, sizeGiB, volumeType, zone, bootable }: SavedVolume,
  capturedId: string,
  chain: ChainLink[],
): SourceVolume {
  return { capturedId, volumeId: ref.id, name: ref.name, sizeGiB, volumeType, zone, bootable, chain };
}

const isWholeImage = ({ medium, state, goneAt }: CopyFacts) =>
  medium === "image" && state === "available" && goneAt === null;

/** The image at the site that made the checkpoint. */
function ownImage(
  row: StoredCaptured | undefined,
  { site }: Manifest,
  accept: (copy: CopyFacts) => boolean = ({ medium }) => medium === "image",
): CopyFacts | undefined {
  return row?.copies.find((copy) => copy.siteId === site.id && accept(copy));
}

type ServerParts = { capturedId: string; own: CopyFacts | undefined; manifest: Manifest };

function serverFrom(server: SavedServer, { capturedId, own, manifest }: ServerParts): SourceServer {
  const names = new Map(ofKind(manifest, "OS::Neutron::Network").map((network) => [network.ref.id, network.ref.name]));
  const networkIds = [...new Set(server.ports.map((port) => port.networkId))];
  const networkName = (id: string) =>
    names.get(id) ?? server.ports.find((port) => port.networkId === id)?.networkName ?? id;
  const attachments = [...server.attachments].sort(
    (a, b) => Number(b.boot) - Number(a.boot) || (a.device ?? "").localeCompare(b.device ?? ""),
  );
  return {
    capturedId,
    serverId: server.ref.id,
    name: server.ref.name,
    flavor: {
      id: server.flavor.id,
      name: server.flavor.name,
      vcpus: server.flavor.vcpus,
      ramMiB: server.flavor.ramMiB,
      diskGiB: server.flavor.diskGiB,
    },
    zone: server.zone,
    keyName: server.keyPair?.name ?? null,
    networks: networkIds.map((id) => ({ id, name: networkName(id) })),
    ports: server.ports.map((port) => ({
      networkId: port.networkId,
      mac: port.mac,
      addresses: port.fixedIps.map((ip) => ip.address),
    })),
    volumeIds: attachments.map((attachment) => attachment.volumeId),
    bootsFrom: server.imageId === null && attachments.some((attachment) => attachment.boot) ? "volume" : "image",
    image: own
      ? { id: own.remoteId, captured: true, sizeGiB: own.sizeGiB }
      : server.imageId
        ? { id: server.imageId, captured: false, sizeGiB: null }
        : null,
    inServerGroup: server.serverGroup !== null,
    keyImportable: Boolean(server.keyPair?.publicKey),
    floatingIps: server.floatingIps.map(({ address, networkId, fixedAddress }) => ({
      address,
      networkId,
      fixedAddress,
    })),
  };
}

function imageFrom(image: SavedImage, capturedId: string, own: CopyFacts | undefined): SourceImage {
  return {
    capturedId,
    imageId: own?.remoteId ?? image.ref.id,
    name: image.ref.name,
    sizeGiB: image.sizeBytes === null ? null : image.sizeBytes / 1024 ** 3,
    available: own ? own.state === "available" && own.goneAt === null : true,
  };
}

function networkFrom(network: SavedNetwork, capturedId: string): SourceNetwork {
  return {
    capturedId,
    networkId: network.ref.id,
    name: network.ref.name,
    cidrs: network.subnets.map((subnet) => subnet.cidr),
    external: network.external,
    outside: [...new Set(network.routers.flatMap((router) => router.externalNetworkId ?? []))],
  };
}
