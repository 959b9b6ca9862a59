import { AppError } from "@/lib/domain/errors";
import type { Cloud } from "@/lib/openstack/cloud";
import type { Surroundings } from "../../surroundings";
import type { FrozenSnapshot } from "./freeze";
import type { Labels } from "./volume";

export type ConsistentGroup = { id: string; name: string; volumeIds: string[] };

/**
 * Groups of which two or more of these volumes are members and whose type promises one moment for all. What a type
 * promises only administrators may read: without a service account there are none.
 */
export async function consistentGroups(
  { tenant, service }: { tenant: Cloud; service: Cloud | null },
  volumeIds: string[],
  around: Surroundings,
): Promise<ConsistentGroup[]> {
  const wanted = new Set(volumeIds);
  const byGroup = new Map<string, string[]>();
  for (const { id, group_id } of around.volumes)
    if (group_id && wanted.has(id)) byGroup.set(group_id, [...(byGroup.get(group_id) ?? []), id]);
  const shared = [...byGroup].filter(([, ids]) => ids.length > 1);
  if (shared.length === 0 || !service) return [];
  const [groups, types] = await Promise.all([tenant.cinder.groups.list(), service.cinder.groupTypes.list()]);
  const promising = new Set(
    types
      .filter(({ group_specs }) => group_specs?.["consistent_group_snapshot_enabled"]?.includes("True"))
      .flatMap(({ id, name }) => [id, name]),
  );
  return shared.flatMap(([id, ids]) => {
    const group = groups.find((each) => each.id === id);
    return group && promising.has(group.group_type ?? "") ? [{ id, name: group.name ?? id, volumeIds: ids }] : [];
  });
}

export async function snapshotGroup(
  cloud: Cloud,
  group: { id: string; name: string },
  { tag }: Labels,
): Promise<{ id: string }> {
  const { groupSnapshots } = cloud.cinder;
  const known = await groupSnapshots.findByTag(tag);
  if (known && known.status !== "error") return { id: known.id };
  if (known) await groupSnapshots.remove(known.id);
  const { id } = await groupSnapshots.create({
    group_id: group.id,
    name: `breakwater ${group.name}`.slice(0, 255),
    tag,
  });
  return { id };
}

/** Its snapshots, by volume; null while Cinder is at it. */
export async function groupSnapshotReady(
  cloud: Cloud,
  id: string,
  group: { name: string },
): Promise<FrozenSnapshot[] | null> {
  const found = await cloud.cinder.groupSnapshots.find(id);
  if (!found)
    throw new AppError("conflict", `The snapshot of the group ${group.name} disappeared before it was copied.`);
  if (found.status === "error")
    throw new AppError("refused", `The snapshot of the group ${group.name} failed.`, {
      safe: "The volumes themselves are untouched.",
    });
  if (found.status !== "available") return null;
  const snapshots = await cloud.cinder.snapshots.list();
  return snapshots
    .filter(({ group_snapshot_id }) => group_snapshot_id === id)
    .map((one) => ({ volumeId: one.volume_id, id: one.id, createdAt: one.created_at }));
}

/** Its snapshots go with it: Cinder refuses to delete them one by one. Answers true when it is gone. */
export async function dropGroupSnapshot(cloud: Cloud, tag: string): Promise<true | null> {
  const { groupSnapshots, snapshots } = cloud.cinder;
  const found = await groupSnapshots.findByTag(tag);
  if (!found) return true;
  if (found.status === "error_deleting")
    throw new AppError("refused", "Cinder could not delete the snapshot of a group.", {
      remedy: "Ask the cloud's administrator to reset and delete it.",
    });
  const members = (await snapshots.list()).filter(({ group_snapshot_id }) => group_snapshot_id === found.id);
  const idle = members.every(({ status }) => status === "available" || status === "error");
  if (idle && (found.status === "available" || found.status === "error")) await groupSnapshots.remove(found.id);
  return null;
}
