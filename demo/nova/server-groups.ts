import { z } from "zod";
import { forbidden, notFound, ok, param, parse, type Answer, type Call } from "../call";
import { newUuid } from "../ids";
import type { ServerGroupRow } from "./records";

const groupBody = z.object({
  server_group: z.object({
    name: z.string().min(1),
    policy: z.enum(["anti-affinity", "affinity", "soft-anti-affinity", "soft-affinity"]).optional(),
    policies: z.array(z.string()).optional(),
    rules: z.object({ max_server_per_host: z.coerce.number() }).partial().optional(),
  }),
});

export function groupView(call: Call, row: ServerGroupRow) {
  const members = call.site.nova.servers
    .all()
    .filter((server) => server.serverGroupId === row.id)
    .map((server) => server.id);
  const policy = call.minor >= 64 ? { policy: row.policy, rules: row.rules } : { policies: [row.policy], metadata: {} };
  return {
    id: row.id,
    name: row.name,
    ...policy,
    members,
    ...(call.minor >= 13 ? { project_id: row.projectId, user_id: row.userId } : {}),
  };
}

export function group(call: Call): ServerGroupRow {
  const row = call.site.nova.serverGroups.get(param(call, "id"));
  if (row === undefined || (row.projectId !== call.projectId && !call.caller.isAdmin))
    throw notFound(`Instance group ${param(call, "id")} could not be found.`);
  return row;
}

export function createGroup(call: Call): Answer {
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
      asked.rules?.max_server_per_host === undefined ? {} : { max_server_per_host: asked.rules.max_server_per_host },
  });
  return ok({ server_group: groupView(call, row) });
}
