import { z } from "zod";
import { badRequest, conflict, gone, notFound, ok, param, parse, type Answer, type Call, type Route } from "../call";
import { later } from "../work";
import { createServer } from "./create";
import { findServer } from "./find-server";
import { recordAction } from "./instance-actions";
import type { ServerRow } from "./records";
import { serverPage } from "./views";
import { listServers } from "./server-list";

function update(call: Call): Answer {
  const row = findServer(call, param(call, "id"));
  const asked = parse(
    call,
    z.object({ server: z.object({ name: z.string().optional(), description: z.string().nullish() }) }),
  ).server;
  const changed = call.site.nova.servers.put({
    ...row,
    name: asked.name ?? row.name,
    description: asked.description === undefined ? row.description : asked.description,
    updatedAt: call.world.clock.now(),
  });
  return ok({ server: serverPage(call, changed) });
}

function destroy(call: Call): Answer {
  const row = findServer(call, param(call, "id"));
  if (row.taskState !== "deleting") {
    call.site.nova.servers.patch(row.id, { taskState: "deleting", updatedAt: call.world.clock.now() });
    recordAction(call, row.id, "delete");
    later(call.world, { site: call.site, kind: "server-deleted", target: row.id, seconds: 1 });
  }
  return gone();
}

const texts = z.object({ metadata: z.record(z.string(), z.string()) });

function setMetadata(call: Call, replace: boolean): Answer {
  const row = findServer(call, param(call, "id"));
  const asked = parse(call, texts).metadata;
  const metadata = replace ? asked : { ...row.metadata, ...asked };
  call.site.nova.servers.patch(row.id, { metadata, updatedAt: call.world.clock.now() });
  return ok({ metadata });
}

function metadataItem(call: Call): Answer {
  const row = findServer(call, param(call, "id"));
  const key = param(call, "key");
  const value = row.metadata[key];
  if (value === undefined) throw notFound("Metadata item was not found");
  if (call.method === "GET") return ok({ meta: { [key]: value } });
  const { [key]: _gone, ...metadata } = row.metadata;
  call.site.nova.servers.patch(row.id, { metadata, updatedAt: call.world.clock.now() });
  return gone();
}

function setTags(call: Call): Answer {
  const row = findServer(call, param(call, "id"));
  const { tags } = parse(call, z.object({ tags: z.array(z.string().min(1).max(60)).max(50) }));
  call.site.nova.servers.patch(row.id, { tags });
  return ok({ tags });
}

export function tag(call: Call): Answer {
  const row = findServer(call, param(call, "id"));
  const name = param(call, "tag");
  const has = row.tags.includes(name);
  if (call.method === "PUT") {
    if (row.tags.length >= 50) throw badRequest("The number of tags exceeded the per-server limit 50");
    if (!has) call.site.nova.servers.patch(row.id, { tags: [...row.tags, name] });
    return { status: has ? 204 : 201, body: has ? undefined : null };
  }
  if (!has) throw notFound(`Server ${row.id} has no tag '${name}'`);
  if (call.method === "DELETE") call.site.nova.servers.patch(row.id, { tags: row.tags.filter((one) => one !== name) });
  return gone();
}

/** Refuses what the server's state does not allow, in Nova's words. */
export function refuseInState(row: ServerRow, action: string, allowed: string[]): void {
  if (allowed.includes(row.vmState) && row.taskState === null) return;
  const state = row.taskState === null ? `vm_state ${row.vmState}` : `task_state ${row.taskState}`;
  throw conflict(`Cannot '${action}' instance ${row.id} while it is in ${state}`);
}

export const serverRoutes: Route[] = [
  {
    method: "GET",
    path: "/v2.1/servers",
    can: "reader",
    rule: "os_compute_api:servers:index",
    handle: (call) => listServers(call, false),
  },
  {
    method: "GET",
    path: "/v2.1/servers/detail",
    can: "reader",
    rule: "os_compute_api:servers:detail",
    handle: (call) => listServers(call, true),
  },
  {
    method: "POST",
    path: "/v2.1/servers",
    can: "member",
    rule: "os_compute_api:servers:create",
    handle: createServer,
  },
  {
    method: "GET",
    path: "/v2.1/servers/:id",
    can: "reader",
    rule: "os_compute_api:servers:show",
    handle: (call) => ok({ server: serverPage(call, findServer(call, param(call, "id"))) }),
  },
  {
    method: "PUT",
    path: "/v2.1/servers/:id",
    can: "member",
    rule: "os_compute_api:servers:update",
    handle: update,
  },
  {
    method: "DELETE",
    path: "/v2.1/servers/:id",
    can: "member",
    rule: "os_compute_api:servers:delete",
    handle: destroy,
  },
  {
    method: "GET",
    path: "/v2.1/servers/:id/metadata",
    can: "reader",
    rule: "os_compute_api:server-metadata:index",
    handle: (call) => ok({ metadata: findServer(call, param(call, "id")).metadata }),
  },
  {
    method: "POST",
    path: "/v2.1/servers/:id/metadata",
    can: "member",
    rule: "os_compute_api:server-metadata:create",
    handle: (call) => setMetadata(call, false),
  },
  {
    method: "PUT",
    path: "/v2.1/servers/:id/metadata",
    can: "member",
    rule: "os_compute_api:server-metadata:update_all",
    handle: (call) => setMetadata(call, true),
  },
  {
    method: "GET",
    path: "/v2.1/servers/:id/metadata/:key",
    can: "reader",
    rule: "os_compute_api:server-metadata:show",
    handle: metadataItem,
  },
  {
    method: "DELETE",
    path: "/v2.1/servers/:id/metadata/:key",
    can: "member",
    rule: "os_compute_api:server-metadata:delete",
    handle: metadataItem,
  },
  {
    method: "GET",
    path: "/v2.1/servers/:id/tags",
    can: "reader",
    rule: "os_compute_api:os-server-tags:index",
    handle: (call) => ok({ tags: findServer(call, param(call, "id")).tags }),
  },
  {
    method: "PUT",
    path: "/v2.1/servers/:id/tags",
    can: "member",
    rule: "os_compute_api:os-server-tags:update_all",
    handle: setTags,
  },
  {
    method: "GET",
    path: "/v2.1/servers/:id/tags/:tag",
    can: "reader",
    rule: "os_compute_api:os-server-tags:show",
    handle: tag,
  },
  {
    method: "PUT",
    path: "/v2.1/servers/:id/tags/:tag",
    can: "member",
    rule: "os_compute_api:os-server-tags:update",
    handle: tag,
  },
  {
    method: "DELETE",
    path: "/v2.1/servers/:id/tags/:tag",
    can: "member",
    rule: "os_compute_api:os-server-tags:delete",
    handle: tag,
  },
];
