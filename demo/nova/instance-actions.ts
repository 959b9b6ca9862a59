import { notFound, ok, param, type Call, type Route } from "../call";
import { microTime } from "../clock";
import { newUuid } from "../ids";
import type { ActionRow } from "./records";
import { findServer } from "./find-server";

export function recordAction(call: Call, serverId: string, action: string): void {
  call.site.nova.actions.put({
    id: newUuid(),
    serverId,
    action,
    requestId: call.requestId,
    userId: call.caller.userId,
    projectId: call.projectId,
    at: call.world.clock.now(),
    failed: false,
  });
}

function view(row: ActionRow) {
  return {
    action: row.action,
    instance_uuid: row.serverId,
    request_id: row.requestId,
    user_id: row.userId,
    project_id: row.projectId,
    start_time: microTime(row.at),
    updated_at: microTime(row.at),
    message: row.failed ? "Error" : null,
  };
}

function ofServer(call: Call): ActionRow[] {
  const server = findServer(call, param(call, "id"));
  return call.site.nova.actions
    .all()
    .filter((row) => row.serverId === server.id)
    .sort((a, b) => b.at - a.at);
}

export const instanceActionRoutes: Route[] = [
  {
    method: "GET",
    path: "/v2.1/servers/:id/os-instance-actions",
    can: "reader",
    rule: "os_compute_api:os-instance-actions:list",
    handle: (call) => ok({ instanceActions: ofServer(call).map(view) }),
  },
  {
    method: "GET",
    path: "/v2.1/servers/:id/os-instance-actions/:request",
    can: "reader",
    rule: "os_compute_api:os-instance-actions:show",
    handle: (call) => {
      const row = ofServer(call).find((one) => one.requestId === param(call, "request"));
      if (row === undefined)
        throw notFound(`Action for request_id ${param(call, "request")} on instance ${param(call, "id")} not found`);
      return ok({ instanceAction: { ...view(row), events: [] } });
    },
  },
];
