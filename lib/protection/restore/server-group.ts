import type { SavedServer } from "@/lib/domain/manifest-resources";
import type { RestoreContext } from "./context";

/**
 * A group of the same policy for the servers of this run. Not the original one: restored servers beside the originals
 * would count towards its rule, and might find no host.
 */
export async function ensureServerGroup(
  context: RestoreContext,
  group: NonNullable<SavedServer["serverGroup"]>,
): Promise<string> {
  const { nova } = await context.target();
  const tag = context.run.tag(`server-group:${group.id}`);
  const name = `${group.name}-${tag.slice(-8)}`;
  const found =
    (await nova.serverGroups.findByName(name)) ??
    (await nova.serverGroups.create({
      name,
      policy: group.policy,
      ...(Object.keys(group.rules).length > 0 ? { rules: group.rules } : {}),
    }));
  await context.run.note({
    siteId: context.targetSiteId,
    kind: "OS::Nova::ServerGroup",
    resourceId: found.id,
    name,
    tag,
  });
  return found.id;
}
