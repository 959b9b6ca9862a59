import { z } from "zod";
import { conflict, forbidden, gone, notFound, ok, param, parse, type Answer, type Call } from "../call";
import { microTime } from "../clock";
import { newHexId, newSecret } from "../ids";
import type { Cloud } from "../world";
import { DOMAIN, type AccessRule, type ApplicationCredentialRow } from "./records";

const accessRule = z.union([
  z.object({ service: z.string(), method: z.string(), path: z.string().startsWith("/") }),
  z.object({ id: z.string() }),
]);

const createBody = z.object({
  application_credential: z.object({
    name: z.string().min(1),
    description: z.string().nullish(),
    secret: z.string().nullish(),
    expires_at: z.string().nullish(),
    roles: z.array(z.object({ id: z.string().optional(), name: z.string().optional() })).optional(),
    unrestricted: z.boolean().optional(),
    access_rules: z.array(accessRule).optional(),
  }),
});

export function listApplicationCredentials(call: Call, cloud: Cloud): Answer {
  mayRead(call);
  const name = call.query.get("name");
  const found = cloud.identity.applicationCredentials
    .all()
    .filter((one) => one.userId === param(call, "user") && (name === null || one.name === name));
  return ok({ application_credentials: found.map((one) => view(call, cloud, one)), links: links(call) });
}

export function showApplicationCredential(call: Call, cloud: Cloud): Answer {
  mayRead(call);
  return ok({ application_credential: view(call, cloud, find(call, cloud)) });
}

export function createApplicationCredential(call: Call, cloud: Cloud): Answer {
  if (call.caller.userId !== param(call, "user") || call.caller.projectId === null)
    throw refused("create_application_credential");
  mayDelegate(call, cloud, "create_application_credential");
  const asked = parse(call, createBody).application_credential;
  const table = cloud.identity.applicationCredentials;
  if (table.all().some((one) => one.userId === call.caller.userId && one.name === asked.name)) {
    throw conflict(
      `Conflict occurred attempting to store application_credential - Duplicate entry found with name ${asked.name}.`,
    );
  }
  const secret = asked.secret ?? newSecret(64);
  const row = table.put({
    id: newHexId(),
    name: asked.name,
    description: asked.description ?? null,
    secret,
    userId: call.caller.userId,
    projectId: call.caller.projectId,
    roleIds: roleIds(call, cloud, asked.roles),
    unrestricted: asked.unrestricted ?? false,
    expiresAt: asked.expires_at
      ? Date.parse(asked.expires_at.endsWith("Z") ? asked.expires_at : `${asked.expires_at}Z`)
      : null,
    accessRules: asked.access_rules?.map((rule) => keepRule(call, cloud, rule)) ?? null,
  });
  return { status: 201, body: { application_credential: { ...view(call, cloud, row), secret } } };
}

export function deleteApplicationCredential(call: Call, cloud: Cloud): Answer {
  if (call.caller.userId !== param(call, "user") && !call.caller.isAdmin)
    throw refused("delete_application_credential");
  mayDelegate(call, cloud, "delete_application_credential");
  cloud.identity.applicationCredentials.remove(find(call, cloud).id);
  return gone();
}

export function listAccessRules(call: Call, cloud: Cloud): Answer {
  mayRead(call);
  const rules = cloud.identity.accessRules.all().filter((rule) => rule.userId === param(call, "user"));
  return ok({
    access_rules: rules.map(({ id, service, method, path }) => ({ id, service, method, path })),
    links: links(call),
  });
}

export function deleteAccessRule(call: Call, cloud: Cloud): Answer {
  const id = param(call, "id");
  const rule = cloud.identity.accessRules.get(id);
  if (rule === undefined || rule.userId !== call.caller.userId) throw notFound(`Could not find access rule: ${id}.`);
  if (cloud.identity.applicationCredentials.all().some((one) => one.accessRules?.some((held) => held.id === id))) {
    throw forbidden(`Access rule '${id}' is in use by application credentials, and cannot be deleted`);
  }
  cloud.identity.accessRules.remove(id);
  return gone();
}

function find(call: Call, cloud: Cloud): ApplicationCredentialRow {
  const id = param(call, "id");
  const row = cloud.identity.applicationCredentials.get(id);
  if (row === undefined || row.userId !== param(call, "user"))
    throw notFound(`Could not find Application Credential: ${id}.`);
  return row;
}

function roleIds(call: Call, cloud: Cloud, asked: { id?: string; name?: string }[] | undefined): string[] {
  const roles = cloud.identity.roles.all();
  const held = roles.filter((role) => call.caller.roles.includes(role.name));
  if (asked === undefined) return held.map((role) => role.id);
  return asked.map((one) => {
    const role = held.find((candidate) => candidate.id === one.id || candidate.name === one.name);
    if (role !== undefined) return role.id;
    if (!roles.some((candidate) => candidate.id === one.id || candidate.name === one.name)) {
      throw notFound(`Could not find role: ${one.id ?? one.name}.`);
    }
    throw notFound(
      `Could not find role assignment with role: ${one.id ?? one.name}, user or group: ${call.caller.userId}, project, domain, or system: ${call.caller.projectId}.`,
    );
  });
}

function keepRule(call: Call, cloud: Cloud, asked: z.output<typeof accessRule>): AccessRule {
  const known = cloud.identity.accessRules.all().filter((rule) => rule.userId === call.caller.userId);
  const same = known.find((rule) =>
    "id" in asked
      ? rule.id === asked.id
      : rule.service === asked.service && rule.method === asked.method && rule.path === asked.path,
  );
  if (same !== undefined) return { id: same.id, service: same.service, method: same.method, path: same.path };
  if ("id" in asked) throw notFound(`Could not find access rule: ${asked.id}.`);
  const rule = { id: newHexId(), service: asked.service, method: asked.method, path: asked.path };
  cloud.identity.accessRules.put({ ...rule, userId: call.caller.userId });
  return rule;
}

function mayRead(call: Call): void {
  if (call.caller.userId !== param(call, "user") && !call.caller.isAdmin) throw refused("list_application_credentials");
}

/** A restricted application credential may not make, or unmake, another. */
function mayDelegate(call: Call, cloud: Cloud, rule: string): void {
  const held = call.caller.applicationCredentialId;
  if (held !== null && cloud.identity.applicationCredentials.get(held)?.unrestricted !== true) throw refused(rule);
}

function refused(rule: string) {
  return forbidden(`You are not authorized to perform the requested action: identity:${rule}.`);
}

function links(call: Call) {
  return {
    next: null,
    self: `${call.base}/v3/users/${param(call, "user")}/application_credentials`,
    previous: null,
  };
}

function view(call: Call, cloud: Cloud, row: ApplicationCredentialRow) {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    project_id: row.projectId,
    unrestricted: row.unrestricted,
    expires_at: row.expiresAt === null ? null : microTime(row.expiresAt),
    roles: row.roleIds.flatMap((id) => {
      const role = cloud.identity.roles.get(id);
      return role === undefined ? [] : [{ id, name: role.name, domain_id: null, description: null, options: {} }];
    }),
    user_id: row.userId,
    ...(row.accessRules === null ? {} : { access_rules: row.accessRules }),
    system: null,
    links: { self: `${call.base}/v3/users/${row.userId}/application_credentials/${row.id}` },
    domain: DOMAIN.id,
  };
}
