import type { SavedSecurityGroup } from "@/lib/domain/manifest-resources";
import type { Cloud } from "@/lib/openstack/cloud";
import { isOpenStackError } from "@/lib/openstack/error";
import type { SecurityGroup, SecurityGroupRule } from "@/lib/openstack/neutron/schemas";
import type { RestoreContext } from "./context";

const GROUP = "OS::Neutron::SecurityGroup";
export type GroupMap = Record<string, string>;

/** Source group → group of the target: one of the same name and rules where there is one, else rebuilt with all it refers to. */
export async function ensureSecurityGroups(
  context: RestoreContext,
  saved: SavedSecurityGroup[],
  wanted: string[],
): Promise<GroupMap> {
  const cloud = await context.target();
  const needed = withReferred(saved, wanted);
  const existing = await cloud.neutron.securityGroups.list({ project_id: cloud.projectId });
  const map: GroupMap = {};
  const made: { group: SavedSecurityGroup; id: string }[] = [];
  for (const group of needed) {
    const match = existing.find((one) => one.name === group.name && sameRules(group, saved, one, existing));
    if (match) map[group.id] = match.id;
    else {
      const id = await build(context, cloud, {
        group,
        taken: existing.some((one) => one.name === group.name),
      });
      map[group.id] = id;
      made.push({ group, id });
    }
  }
  // Rules come last: they may refer to any of the groups, also to each other.
  for (const { group, id } of made) await setRules(cloud, { group, id, map });
  return map;
}

function withReferred(saved: SavedSecurityGroup[], wanted: string[]): SavedSecurityGroup[] {
  const ids = new Set<string>();
  const visit = (id: string) => {
    const group = saved.find((one) => one.id === id);
    if (!group || ids.has(id)) return;
    ids.add(id);
    for (const { remoteGroupId } of group.rules) if (remoteGroupId) visit(remoteGroupId);
  };
  wanted.forEach(visit);
  return saved.filter((group) => ids.has(group.id));
}

async function build(
  context: RestoreContext,
  cloud: Cloud,
  { group, taken }: { group: SavedSecurityGroup; taken: boolean },
): Promise<string> {
  // One tag for the whole run: servers that share a group share the rebuilt one too.
  const tag = context.run.tag(`security-group:${group.id}`);
  const name = taken || group.name === "default" ? `${group.name}-restored` : group.name;
  const made = await cloud.neutron.securityGroups.ensure(tag, {
    name,
    description: group.description,
    ...(group.stateful === null ? {} : { stateful: group.stateful }),
  });
  await context.run.note({ siteId: context.targetSiteId, kind: GROUP, resourceId: made.id, name, tag });
  return made.id;
}

async function setRules(
  cloud: Cloud,
  { group, id, map }: { group: SavedSecurityGroup; id: string; map: GroupMap },
): Promise<void> {
  const { rules, present } = {
    rules: group.rules,
    present: (await cloud.neutron.securityGroups.get(id)).security_group_rules,
  };
  const wanted = new Set(
    rules.map((rule) => key({ ...rule, remote: rule.remoteGroupId ? (map[rule.remoteGroupId] ?? "") : null })),
  );
  // A new group comes with rules that let everything out; they stay only if the original had them.
  for (const rule of present)
    if (!wanted.has(key({ ...fromCloud(rule), remote: rule.remote_group_id })))
      await cloud.neutron.securityGroupRules.remove(rule.id);
  const there = new Set(present.map((rule) => key({ ...fromCloud(rule), remote: rule.remote_group_id })));
  for (const rule of rules) {
    const remote = rule.remoteGroupId ? map[rule.remoteGroupId] : null;
    if (remote === undefined || there.has(key({ ...rule, remote }))) continue;
    await addRule(cloud, id, rule, remote);
  }
}

async function addRule(
  cloud: Cloud,
  groupId: string,
  rule: SavedSecurityGroup["rules"][number],
  remote: string | null,
): Promise<void> {
  try {
    await cloud.neutron.securityGroupRules.create({
      security_group_id: groupId,
      direction: rule.direction,
      ethertype: rule.ethertype,
      protocol: rule.protocol,
      port_range_min: rule.portMin,
      port_range_max: rule.portMax,
      remote_ip_prefix: rule.remotePrefix,
      remote_group_id: remote,
      description: rule.description,
    });
  } catch (error) {
    // Neutron refuses a rule that is there already: an earlier attempt came this far.
    if (!isOpenStackError(error, "conflict")) throw error;
  }
}

function sameRules(
  group: SavedSecurityGroup,
  saved: SavedSecurityGroup[],
  candidate: SecurityGroup,
  existing: SecurityGroup[],
): boolean {
  const savedName = (id: string | null) =>
    id === null ? null : id === group.id ? "self" : (saved.find((one) => one.id === id)?.name ?? id);
  const presentName = (id: string | null) =>
    id === null ? null : id === candidate.id ? "self" : (existing.find((one) => one.id === id)?.name ?? id);
  const a = group.rules.map((rule) => key({ ...rule, remote: savedName(rule.remoteGroupId) })).sort();
  const b = candidate.security_group_rules
    .map((rule) => key({ ...fromCloud(rule), remote: presentName(rule.remote_group_id) }))
    .sort();
  return a.length === b.length && a.every((one, index) => one === b[index]);
}

type Comparable = {
  direction: string;
  ethertype: string;
  protocol: string | null;
  portMin: number | null;
  portMax: number | null;
  remotePrefix: string | null;
  remote: string | null;
};

function fromCloud(rule: SecurityGroupRule): Omit<Comparable, "remote"> {
  return {
    direction: rule.direction,
    ethertype: rule.ethertype,
    protocol: rule.protocol,
    portMin: rule.port_range_min,
    portMax: rule.port_range_max,
    remotePrefix: rule.remote_ip_prefix,
  };
}

function key({ direction, ethertype, protocol, portMin, portMax, remotePrefix, remote }: Comparable): string {
  // Everybody is written as no prefix at all by some, and as the zero prefix by others.
  const prefix = remotePrefix === "0.0.0.0/0" || remotePrefix === "::/0" ? null : remotePrefix;
  return JSON.stringify([direction, ethertype.toLowerCase(), protocol, portMin, portMax, prefix, remote]);
}
