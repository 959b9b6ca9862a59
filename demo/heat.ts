import { ApiError, ok, param, type Answer, type Call, type Route } from "./call";
import { secondTime } from "./clock";
import type { Service } from "./admit";
import { heatRefusal } from "./shapes";
import type { Row } from "./store";
import type { Work } from "./work";

type StackResource = { name: string; type: string; physicalId: string };
export type StackRow = Row & {
  name: string;
  projectId: string;
  description: string;
  status: string;
  createdAt: number;
  tags: string[];
  resources: StackResource[];
};

export const heatWork: Record<string, Work> = {};

const FULL = "/v1/stacks/:name/:id";

const self = (call: Call, row: StackRow) => [
  { rel: "self", href: `${call.base}/v1/${row.projectId}/stacks/${row.name}/${row.id}` },
];

function summary(call: Call, row: StackRow) {
  return {
    id: row.id,
    stack_name: row.name,
    description: row.description,
    stack_status: row.status,
    stack_status_reason: "Stack CREATE completed successfully",
    creation_time: secondTime(row.createdAt),
    updated_time: null,
    deletion_time: null,
    parent: null,
    stack_owner: "demo",
    stack_user_project_id: row.projectId,
    tags: row.tags,
    links: self(call, row),
    ...(call.caller.isAdmin ? { project: row.projectId } : {}),
  };
}

function find(call: Call): StackRow {
  const asked = param(call, "id") || param(call, "name");
  const row = call.site.stacks
    .all()
    .find((one) => one.projectId === call.projectId && (one.id === asked || one.name === asked));
  if (row === undefined) throw new ApiError(404, `The Stack (${asked}) could not be found.`, "EntityNotFound");
  return row;
}

function list(call: Call): Answer {
  const { query } = call;
  const name = query.get("name");
  const status = query.get("status");
  const rows = call.site.stacks
    .all()
    .filter(
      (row) =>
        row.projectId === call.projectId &&
        (name === null || row.name === name) &&
        (status === null || row.status === status),
    );
  const marker = query.get("marker");
  const at = marker === null ? -1 : rows.findIndex((row) => row.id === marker);
  const limit = Number(query.get("limit") ?? "1000");
  return ok({ stacks: rows.slice(at + 1, at + 1 + limit).map((row) => summary(call, row)) });
}

function show(call: Call): Answer {
  const row = find(call);
  if (param(call, "id") === "")
    return {
      status: 302,
      headers: { Location: `${call.base}/v1/${row.projectId}/stacks/${row.name}/${row.id}` },
    };
  return ok({
    stack: {
      ...summary(call, row),
      capabilities: [],
      disable_rollback: true,
      notification_topics: [],
      outputs: [],
      parameters: { "OS::project_id": row.projectId, "OS::stack_id": row.id, "OS::stack_name": row.name },
      template_description: row.description,
      timeout_mins: null,
    },
  });
}

function resources(call: Call): Answer {
  const row = find(call);
  return ok({
    resources: row.resources.map((one) => ({
      resource_name: one.name,
      logical_resource_id: one.name,
      physical_resource_id: one.physicalId,
      resource_type: one.type,
      resource_status: "CREATE_COMPLETE",
      resource_status_reason: "state changed",
      creation_time: secondTime(row.createdAt),
      updated_time: secondTime(row.createdAt),
      required_by: [],
      links: self(call, row),
    })),
  });
}

function template(call: Call): Answer {
  const row = find(call);
  return ok({
    heat_template_version: "2018-08-31",
    description: row.description,
    resources: Object.fromEntries(row.resources.map((one) => [one.name, { type: one.type }])),
  });
}

const routes: Route[] = [
  { method: "GET", path: "/v1/stacks", can: "reader", rule: "stacks:index", handle: list },
  { method: "GET", path: "/v1/stacks/:name", can: "reader", rule: "stacks:lookup", handle: show },
  { method: "GET", path: FULL, can: "reader", rule: "stacks:show", handle: show },
  { method: "GET", path: `${FULL}/resources`, can: "reader", rule: "resource:index", handle: resources },
  { method: "GET", path: `${FULL}/template`, can: "reader", rule: "stacks:template", handle: template },
];

export const heatService: Service = {
  type: "orchestration",
  mount: "/orchestration",
  routes,
  microversions: null,
  refuse: heatRefusal,
  open: (path, base) =>
    path === "/"
      ? {
          status: 300,
          body: {
            versions: [{ id: "v1.0", status: "CURRENT", links: [{ rel: "self", href: `${base}/v1/` }] }],
          },
        }
      : null,
  projectInPath: /^(\/v1)\/([0-9a-f]{32})(?=\/|$)/,
};
