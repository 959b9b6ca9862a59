import type { Dependency } from "@/lib/domain/resource";
import type { Volume } from "@/lib/openstack/cinder/schemas";
import { facts, named, type ListInventory, type ListedResource } from "./listing";

/** Volumes, each with the servers it is attached to. */
export const listVolumes: ListInventory = async (cloud, { search, marker, limit }) => {
  const [page, servers] = await Promise.all([
    cloud.cinder.volumes.page({ limit, marker, nameLike: search, withCount: true, sort: "name:asc" }),
    cloud.nova.servers.names(),
  ]);
  const names = new Map(servers.map((server) => [server.id, named(server.name, server.id)]));
  return {
    rows: page.items.map((volume) => volumeRow(volume, { siteId: cloud.site.id, names })),
    nextMarker: page.next,
    total: page.count,
  };
};

export function volumeRow(
  volume: Volume,
  { siteId, names }: { siteId: string; names: Map<string, string> },
): ListedResource {
  return {
    kind: "OS::Cinder::Volume",
    id: volume.id,
    name: named(volume.name, volume.id),
    siteId,
    status: volume.status,
    sizeGiB: volume.size,
    createdAt: volume.created_at,
    facts: facts({
      Type: volume.volume_type,
      Zone: volume.availability_zone,
      Boots: volume.bootable ? "yes" : null,
      Encrypted: volume.encrypted ? "yes" : null,
      Replication: volume.replication_status,
    }),
    dependsOn: volume.attachments.flatMap(({ server_id: id, device }): Dependency[] =>
      id ? [{ kind: "OS::Nova::Server", id, name: names.get(id) ?? id, ...(device && { note: device }) }] : [],
    ),
  };
}
