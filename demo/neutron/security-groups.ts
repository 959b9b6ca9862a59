import { z } from "zod";
import { gone, ok, param, type Answer, type Call, type Route } from "../call";
import { secondTime } from "../clock";
import { newUuid } from "../ids";
import type { Site } from "../world";
import { find, findOwn, inUse, listAll, made, read, show, stamp, touched, wire, type Kind } from "./lists";
import type { RuleRow, SecurityGroupRow } from "./records";

export const securityGroupKind: Kind<SecurityGroupRow> = {
  word: "security_group",
  noun: "Security group",
  rows: (tables) => tables.securityGroups,
  more: (call, row) => ({
    security_group_rules: call.site.neutron.rules
      .all()
      .filter((rule) => rule.security_group_id === row.id)
      .map((rule) => ({ ...rule, tenant_id: rule.project_id, tags: [], standard_attr_id: 1 })),
  }),
};

const ruleKind: Kind<RuleRow> = {
  word: "security_group_rule",
  noun: "Security group rule",
  rows: (tables) => tables.rules,
};

const groupInput = z.strictObject({
  name: z.string().default(""),
  description: z.string().default(""),
  stateful: z.boolean().default(true),
  project_id: z.string().optional(),
  tenant_id: z.string().optional(),
});
const groupChange = z.strictObject({
  name: z.string().optional(),
  description: z.string().optional(),
  stateful: z.boolean().optional(),
});
const port = z
  .union([z.number().int(), z.string().regex(/^\d+$/).transform(Number)])
  .nullable()
  .default(null);
const ruleInput = z.strictObject({
  security_group_id: z.string(),
  direction: z.enum(["ingress", "egress"]),
  ethertype: z.enum(["IPv4", "IPv6"]).default("IPv4"),
  protocol: z
    .union([z.string(), z.number().transform(String)])
    .nullable()
    .default(null),
  port_range_min: port,
  port_range_max: port,
  remote_ip_prefix: z.string().nullable().default(null),
  remote_group_id: z.string().nullable().default(null),
  remote_address_group_id: z.string().nullable().default(null),
  description: z.string().nullable().default(""),
  project_id: z.string().optional(),
  tenant_id: z.string().optional(),
});

type Ground = { site: Site; projectId: string; at: string };

function blankRule(ground: Ground, groupId: string): RuleRow {
  return {
    id: newUuid(),
    project_id: ground.projectId,
    security_group_id: groupId,
    direction: "egress",
    ethertype: "IPv4",
    protocol: null,
    port_range_min: null,
    port_range_max: null,
    remote_ip_prefix: null,
    remote_group_id: null,
    remote_address_group_id: null,
    normalized_cidr: null,
    description: null,
    created_at: ground.at,
    updated_at: ground.at,
    revision_number: 0,
  };
}

/** A new group lets everything out. */
function letOut(ground: Ground, groupId: string): void {
  for (const ethertype of ["IPv4", "IPv6"] as const)
    ground.site.neutron.rules.put({ ...blankRule(ground, groupId), ethertype });
}

/** Each project's own `default`, made when it is first needed: members may talk to each other. */
export function ensureDefaultGroup(ground: Ground): SecurityGroupRow {
  const held = ground.site.neutron.securityGroups
    .all()
    .find((one) => one.project_id === ground.projectId && one.name === "default");
  if (held !== undefined) return held;
  const row = ground.site.neutron.securityGroups.put({
    id: newUuid(),
    project_id: ground.projectId,
    name: "default",
    description: "Default security group",
    stateful: true,
    shared: false,
    tags: [],
    created_at: ground.at,
    updated_at: ground.at,
    revision_number: 1,
  });
  letOut(ground, row.id);
  for (const ethertype of ["IPv4", "IPv6"] as const) {
    ground.site.neutron.rules.put({
      ...blankRule(ground, row.id),
      direction: "ingress",
      ethertype,
      remote_group_id: row.id,
    });
  }
  return row;
}

function groundOf(call: Call, projectId = call.projectId): Ground {
  return { site: call.site, projectId, at: secondTime(call.world.clock.now()) };
}

export function defaultGroup(call: Call, projectId: string): SecurityGroupRow {
  return ensureDefaultGroup(groundOf(call, projectId));
}

function listGroups(call: Call): Answer {
  defaultGroup(call, call.projectId);
  return listAll(call, securityGroupKind);
}

function createGroup(call: Call): Answer {
  const { project_id: _project, tenant_id: _tenant, ...asked } = read(call, "security_group", groupInput);
  if (asked.name === "default")
    throw inUse("Default security group already exists.", "SecurityGroupDefaultAlreadyExists");
  const row = call.site.neutron.securityGroups.put({ ...stamp(call), ...asked, shared: false, tags: [] });
  letOut(groundOf(call), row.id);
  return made(call, securityGroupKind, row);
}

function updateGroup(call: Call): Answer {
  const row = findOwn(call, securityGroupKind, param(call, "id"));
  const changed = call.site.neutron.securityGroups.put(
    touched(call, { ...row, ...read(call, "security_group", groupChange) }),
  );
  return ok({ security_group: wire(call, securityGroupKind, changed) });
}

function deleteGroup(call: Call): Answer {
  const row = findOwn(call, securityGroupKind, param(call, "id"));
  const tables = call.site.neutron;
  if (row.name === "default" && !call.caller.isAdmin)
    throw inUse("Insufficient rights for removing default security group.", "SecurityGroupCannotRemoveDefault");
  if (tables.ports.all().some((one) => one.security_groups.includes(row.id)))
    throw inUse(`Security Group ${row.id} in use.`, "SecurityGroupInUse");
  for (const rule of tables.rules.all()) {
    if (rule.security_group_id === row.id || rule.remote_group_id === row.id) tables.rules.remove(rule.id);
  }
  tables.securityGroups.remove(row.id);
  return gone();
}

const SAME: (keyof RuleRow)[] = [
  "security_group_id",
  "direction",
  "ethertype",
  "protocol",
  "port_range_min",
  "port_range_max",
  "remote_ip_prefix",
  "remote_group_id",
];

function createRule(call: Call): Answer {
  const { project_id: _project, tenant_id: _tenant, ...asked } = read(call, "security_group_rule", ruleInput);
  findOwn(call, securityGroupKind, asked.security_group_id);
  if (asked.remote_group_id !== null) find(call, securityGroupKind, asked.remote_group_id);
  const row: RuleRow = {
    ...blankRule(groundOf(call), asked.security_group_id),
    ...asked,
    normalized_cidr: asked.remote_ip_prefix,
  };
  const twin = call.site.neutron.rules.all().find((rule) => SAME.every((key) => rule[key] === row[key]));
  if (twin !== undefined)
    throw inUse(`Security group rule already exists. Rule id is ${twin.id}.`, "SecurityGroupRuleExists");
  return made(call, ruleKind, call.site.neutron.rules.put(row));
}

function deleteRule(call: Call): Answer {
  call.site.neutron.rules.remove(findOwn(call, ruleKind, param(call, "id")).id);
  return gone();
}

export const securityGroupRoutes: Route[] = [
  {
    method: "GET",
    path: "/v2.0/security-groups",
    can: "reader",
    rule: "get_security_group",
    handle: listGroups,
  },
  {
    method: "POST",
    path: "/v2.0/security-groups",
    can: "member",
    rule: "create_security_group",
    handle: createGroup,
  },
  {
    method: "GET",
    path: "/v2.0/security-groups/:id",
    can: "reader",
    rule: "get_security_group",
    handle: (call) => show(call, securityGroupKind),
  },
  {
    method: "PUT",
    path: "/v2.0/security-groups/:id",
    can: "member",
    rule: "update_security_group",
    handle: updateGroup,
  },
  {
    method: "DELETE",
    path: "/v2.0/security-groups/:id",
    can: "member",
    rule: "delete_security_group",
    handle: deleteGroup,
  },
  {
    method: "GET",
    path: "/v2.0/security-group-rules",
    can: "reader",
    rule: "get_security_group_rule",
    handle: (call) => listAll(call, ruleKind),
  },
  {
    method: "POST",
    path: "/v2.0/security-group-rules",
    can: "member",
    rule: "create_security_group_rule",
    handle: createRule,
  },
  {
    method: "GET",
    path: "/v2.0/security-group-rules/:id",
    can: "reader",
    rule: "get_security_group_rule",
    handle: (call) => show(call, ruleKind),
  },
  {
    method: "DELETE",
    path: "/v2.0/security-group-rules/:id",
    can: "member",
    rule: "delete_security_group_rule",
    handle: deleteRule,
  },
];
