import { createHash } from "node:crypto";
import { z } from "zod";
import {
  badRequest,
  conflict,
  forbidden,
  gone,
  notFound,
  ok,
  param,
  parse,
  type Answer,
  type Call,
  type Route,
} from "../call";
import { microTime } from "../clock";
import { newUuid } from "../ids";
import type { FlavorRow, ServerGroupRow } from "./records";
import { flavorView } from "./views";

function flavor(call: Call): FlavorRow {
  const row = call.site.nova.flavors.get(param(call, "id"));
  if (row === undefined) throw notFound(`Flavor ${param(call, "id")} could not be found.`);
  return row;
}

function flavors(call: Call, detailed: boolean): Answer {
  const marker = call.query.get("marker");
  const all = call.site.nova.flavors.all();
  const at = marker === null ? -1 : all.findIndex((row) => row.id === marker);
  const page = all.slice(at + 1, at + 1 + Number(call.query.get("limit") ?? "1000"));
  return ok({ flavors: page.map((row) => flavorView(call, row, detailed)) });
}

const keyBody = z.object({
  keypair: z.object({
    name: z.string().min(1),
    public_key: z.string().optional(),
    type: z.string().optional(),
    user_id: z.string().optional(),
  }),
});

export function fingerprintOf(publicKey: string): string {
  const digest = createHash("md5")
    .update(Buffer.from(publicKey.split(/\s+/)[1] ?? "", "base64"))
    .digest("hex");
  return digest.match(/../g)?.join(":") ?? "";
}

function createKey(call: Call): Answer {
  const asked = parse(call, keyBody).keypair;
  if (asked.public_key === undefined)
    throw badRequest("Invalid input for field/attribute keypair. 'public_key' is a required property");
  if (!/^(ssh-|ecdsa-)\S+ \S+/.test(asked.public_key))
    throw badRequest("Keypair data is invalid: failed to generate fingerprint");
  const id = `${call.caller.userId}/${asked.name}`;
  if (call.site.nova.keypairs.get(id) !== undefined)
    throw conflict(`Key pair '${asked.name}' already exists.`);
  const row = call.site.nova.keypairs.put({
    id,
    name: asked.name,
    userId: call.caller.userId,
    publicKey: asked.public_key,
    fingerprint: fingerprintOf(asked.public_key),
    createdAt: call.world.clock.now(),
  });
  return {
    status: 201,
    body: {
      keypair: {
        type: "ssh",
        name: row.name,
        public_key: row.publicKey,
        fingerprint: row.fingerprint,
        user_id: row.userId,
      },
    },
  };
}

function key(call: Call) {
  const owner = call.caller.isAdmin ? (call.query.get("user_id") ?? call.caller.userId) : call.caller.userId;
  const row = call.site.nova.keypairs.get(`${owner}/${param(call, "name")}`);
  if (row === undefined) throw notFound(`Keypair ${param(call, "name")} not found for user ${owner}`);
  return row;
}

function showKey(call: Call): Answer {
  const row = key(call);
  return ok({
    keypair: {
      name: row.name,
      public_key: row.publicKey,
      fingerprint: row.fingerprint,
      user_id: row.userId,
      created_at: microTime(row.createdAt),
      deleted: false,
      deleted_at: null,
      id: 1,
      updated_at: null,
      type: "ssh",
    },
  });
}

function listKeys(call: Call): Answer {
  const mine = call.site.nova.keypairs.all().filter((row) => row.userId === call.caller.userId);
  return ok({
    keypairs: mine.map((row) => ({
      keypair: { name: row.name, public_key: row.publicKey, fingerprint: row.fingerprint, type: "ssh" },
    })),
  });
}

const groupBody = z.object({
  server_group: z.object({
    name: z.string().min(1),
    policy: z.enum(["anti-affinity", "affinity", "soft-anti-affinity", "soft-affinity"]).optional(),
    policies: z.array(z.string()).optional(),
    rules: z.object({ max_server_per_host: z.coerce.number() }).partial().optional(),
  }),
});

function groupView(call: Call, row: ServerGroupRow) {
  const members = call.site.nova.servers
    .all()
    .filter((server) => server.serverGroupId === row.id)
    .map((server) => server.id);
  const policy =
    call.minor >= 64 ? { policy: row.policy, rules: row.rules } : { policies: [row.policy], metadata: {} };
  return {
    id: row.id,
    name: row.name,
    ...policy,
    members,
    ...(call.minor >= 13 ? { project_id: row.projectId, user_id: row.userId } : {}),
  };
}

function group(call: Call): ServerGroupRow {
  const row = call.site.nova.serverGroups.get(param(call, "id"));
  if (row === undefined || (row.projectId !== call.projectId && !call.caller.isAdmin))
    throw notFound(`Instance group ${param(call, "id")} could not be found.`);
  return row;
}

function createGroup(call: Call): Answer {
  const asked = parse(call, groupBody).server_group;
  const mine = call.site.nova.serverGroups.all().filter((row) => row.projectId === call.projectId);
  const limit = call.site.nova.quotas.get(call.projectId)?.limits["server_groups"] ?? 10;
  if (limit >= 0 && mine.length >= limit) throw forbidden("Quota exceeded, too many server groups.");
  const row = call.site.nova.serverGroups.put({
    id: newUuid(),
    name: asked.name,
    projectId: call.projectId,
    userId: call.caller.userId,
    policy: asked.policy ?? asked.policies?.[0] ?? "anti-affinity",
    rules:
      asked.rules?.max_server_per_host === undefined
        ? {}
        : { max_server_per_host: asked.rules.max_server_per_host },
  });
  return ok({ server_group: groupView(call, row) });
}

const zone = { zoneName: "nova", zoneState: { available: true }, hosts: null };

export const catalogueRoutes: Route[] = [
  {
    method: "GET",
    path: "/v2.1/flavors",
    can: "reader",
    rule: "os_compute_api:flavors",
    handle: (call) => flavors(call, false),
  },
  {
    method: "GET",
    path: "/v2.1/flavors/detail",
    can: "reader",
    rule: "os_compute_api:flavors",
    handle: (call) => flavors(call, true),
  },
  {
    method: "GET",
    path: "/v2.1/flavors/:id",
    can: "reader",
    rule: "os_compute_api:flavors",
    handle: (call) => ok({ flavor: flavorView(call, flavor(call), true) }),
  },
  {
    method: "GET",
    path: "/v2.1/flavors/:id/os-extra_specs",
    can: "reader",
    rule: "os_compute_api:os-flavor-extra-specs:index",
    handle: (call) => ok({ extra_specs: flavor(call).extraSpecs }),
  },
  {
    method: "GET",
    path: "/v2.1/os-keypairs",
    can: "reader",
    rule: "os_compute_api:os-keypairs:index",
    handle: listKeys,
  },
  {
    method: "POST",
    path: "/v2.1/os-keypairs",
    can: "reader",
    rule: "os_compute_api:os-keypairs:create",
    handle: createKey,
  },
  {
    method: "GET",
    path: "/v2.1/os-keypairs/:name",
    can: "reader",
    rule: "os_compute_api:os-keypairs:show",
    handle: showKey,
  },
  {
    method: "DELETE",
    path: "/v2.1/os-keypairs/:name",
    can: "reader",
    rule: "os_compute_api:os-keypairs:delete",
    handle: (call) => {
      call.site.nova.keypairs.remove(key(call).id);
      return gone();
    },
  },
  {
    method: "GET",
    path: "/v2.1/os-server-groups",
    can: "reader",
    rule: "os_compute_api:os-server-groups:index",
    handle: (call) =>
      ok({
        server_groups: call.site.nova.serverGroups
          .all()
          .filter((row) => row.projectId === call.projectId)
          .map((row) => groupView(call, row)),
      }),
  },
  {
    method: "POST",
    path: "/v2.1/os-server-groups",
    can: "member",
    rule: "os_compute_api:os-server-groups:create",
    handle: createGroup,
  },
  {
    method: "GET",
    path: "/v2.1/os-server-groups/:id",
    can: "reader",
    rule: "os_compute_api:os-server-groups:show",
    handle: (call) => ok({ server_group: groupView(call, group(call)) }),
  },
  {
    method: "DELETE",
    path: "/v2.1/os-server-groups/:id",
    can: "member",
    rule: "os_compute_api:os-server-groups:delete",
    handle: (call) => {
      call.site.nova.serverGroups.remove(group(call).id);
      return gone();
    },
  },
  {
    method: "GET",
    path: "/v2.1/os-availability-zone",
    can: "reader",
    rule: "os_compute_api:os-availability-zone:list",
    handle: () => ok({ availabilityZoneInfo: [zone] }),
  },
  {
    method: "GET",
    path: "/v2.1/os-hypervisors",
    can: "admin",
    rule: "os_compute_api:os-hypervisors:list",
    handle: () => ok({ hypervisors: [] }),
  },
  {
    method: "GET",
    path: "/v2.1/os-services",
    can: "admin",
    rule: "os_compute_api:os-services:list",
    handle: computeServices,
  },
];

function computeServices(call: Call): Answer {
  const binary = call.query.get("binary");
  const at = {
    zone: "internal",
    status: "enabled",
    state: "up",
    disabled_reason: null,
    forced_down: false,
    updated_at: microTime(call.world.clock.now()),
  };
  const rows = ["nova-conductor", "nova-scheduler", "nova-compute"].map((name) => ({
    id: `${call.site.name}-${name}`,
    host: "demo-compute",
    binary: name,
    ...at,
    ...(name === "nova-compute" ? { zone: "nova" } : {}),
  }));
  return ok({ services: rows.filter((row) => binary === null || row.binary === binary) });
}
