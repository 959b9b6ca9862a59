import type { SavedResource, SavedSecurityGroup } from "@/lib/domain/manifest-resources";
import type { Cloud } from "@/lib/openstack/cloud";
import type { SecurityGroup } from "@/lib/openstack/neutron/schemas";
import type { Describing, Node } from "./kind";
import { kinds } from "./kinds";
import type { Surroundings } from "./surroundings";

/** What is remembered of a project's things, before anything is known of their copies. */
export type Description = { resources: SavedResource[]; securityGroups: SavedSecurityGroup[] };

/** All that a faithful rebuild needs. */
export async function describe(
  cloud: Cloud,
  { nodes, around, userData }: { nodes: Node[]; around: Surroundings; userData: Describing["userData"] },
): Promise<Description> {
  const context: Describing = { cloud, around, flavors: await cloud.nova.flavors.list(), userData };
  const resources = await Promise.all(nodes.map((node) => kinds[node.kind].describe(context, node)));
  return {
    resources: resources.filter((resource) => resource !== null),
    securityGroups: securityGroupsOf(nodes, around),
  };
}

/** The groups of the servers' ports, and those that their rules refer to, however far. */
function securityGroupsOf(nodes: Node[], { securityGroups }: Surroundings): SavedSecurityGroup[] {
  const byId = new Map(securityGroups.map((group) => [group.id, group]));
  const found = new Map<string, SecurityGroup>();
  const open = nodes.flatMap(({ dependsOn }) =>
    dependsOn.filter(({ kind }) => kind === "OS::Neutron::SecurityGroup").map(({ id }) => id),
  );
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const group = byId.get(id);
    if (!group || found.has(id)) continue;
    found.set(id, group);
    open.push(...group.security_group_rules.flatMap((rule) => rule.remote_group_id ?? []));
  }
  return [...found.values()].map((group) => ({
    id: group.id,
    name: group.name,
    description: group.description,
    stateful: group.stateful ?? null,
    rules: group.security_group_rules.map((rule) => ({
      direction: rule.direction,
      ethertype: rule.ethertype,
      protocol: rule.protocol,
      portMin: rule.port_range_min,
      portMax: rule.port_range_max,
      remotePrefix: rule.remote_ip_prefix,
      remoteGroupId: rule.remote_group_id,
      description: rule.description,
    })),
  }));
}
