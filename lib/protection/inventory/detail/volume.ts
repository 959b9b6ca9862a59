import { isOpenStackError } from "@/lib/openstack/error";
import type { ResourcePart } from "@/lib/domain/resource-page";
import { facts } from "../listing";
import { volumeRow } from "../volumes";
import { joined, nameMap, type ReadDetail } from "./detail";

/** A volume with the servers that use it. */
export const readVolume: ReadDetail = async (cloud, id) => {
  const [volume, servers, snapshots, backups] = await Promise.all([
    cloud.cinder.volumes.find(id),
    cloud.nova.servers.names(),
    cloud.cinder.snapshots.page({ volume_id: id, limit: 1, withCount: true }),
    // A cloud may have no backup service at all.
    cloud.cinder.backups.page({ volume_id: id, limit: 1, withCount: true }).catch((error: unknown) => {
      if (isOpenStackError(error, "not-found")) return null;
      throw error;
    }),
  ]);
  const owner = volume?.["os-vol-tenant-attr:tenant_id"];
  if (!volume || (owner !== undefined && owner !== cloud.projectId)) return null;
  const names = nameMap(servers);
  const resource = volumeRow(volume, { siteId: cloud.site.id, names });
  const more = facts({
    Description: volume.description,
    Metadata: joined(Object.entries(volume.metadata).map(([key, value]) => `${key}=${value}`)),
    "Made from snapshot": volume.snapshot_id,
    "Made from volume": volume.source_volid,
    Image: volume.volume_image_metadata?.image_name,
    "Several servers": volume.multiattach ? "may attach it" : null,
    "Snapshots now": snapshots.count === null ? null : String(snapshots.count),
    "Backups now": backups?.count == null ? null : String(backups.count),
  });
  const parts = volume.attachments.flatMap(({ server_id: serverId, device }): ResourcePart[] =>
    serverId
      ? [
          {
            kind: "OS::Nova::Server",
            id: serverId,
            name: names.get(serverId) ?? serverId,
            facts: facts({ Device: device }),
          },
        ]
      : [],
  );
  return { resource: { ...resource, facts: [...resource.facts, ...more] }, parts };
};
