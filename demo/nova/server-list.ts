import { badRequest, forbidden, isTrue, ok, type Answer, type Call } from "../call";
import type { ServerRow } from "./records";
import { selfLinks, serverView } from "./views";

const SORTS: Record<string, (row: ServerRow) => string | number> = {
  created_at: (row) => row.createdAt,
  updated_at: (row) => row.updatedAt,
  display_name: (row) => row.name,
  uuid: (row) => row.id,
  vm_state: (row) => row.vmState,
};

export function listServers(call: Call, detailed: boolean): Answer {
  const { query } = call;
  const limitText = query.get("limit");
  if (limitText !== null && !/^[0-9]*$/.test(limitText)) {
    throw badRequest(
      `Invalid input for query parameters limit. Value: ${limitText}. '${limitText}' does not match '^[0-9]*$'`,
    );
  }
  const all = isTrue(query.get("all_tenants"));
  if (all && !call.caller.isAdmin)
    throw forbidden(
      `Policy doesn't allow os_compute_api:servers:${detailed ? "detail" : "index"}:get_all_tenants to be performed.`,
    );
  const mine = call.site.nova.servers.all().filter((row) => all || row.projectId === call.projectId);
  const rows = order(
    call,
    mine.filter((row) => matches(call, row)),
  );
  const marker = query.get("marker");
  const at = marker === null ? -1 : rows.findIndex((row) => row.id === marker);
  if (marker !== null && at === -1) throw badRequest(`marker [${marker}] not found`);
  const limit = Math.min(limitText === null || limitText === "" ? 1000 : Number(limitText), 1000);
  const page = rows.slice(at + 1, at + 1 + limit);
  const last = page.at(-1);
  const more = last !== undefined && page.length === limit && limitText !== null;
  return ok({
    servers: page.map((row) =>
      detailed ? serverView(call, row) : { id: row.id, name: row.name, links: selfLinks(call, `servers/${row.id}`) },
    ),
    ...(more ? { servers_links: [{ rel: "next", href: nextPage(call, detailed, last.id) }] } : {}),
  });
}

function nextPage(call: Call, detailed: boolean, marker: string): string {
  const query = new URLSearchParams(call.query);
  query.set("marker", marker);
  return `${call.base}/v2.1/servers${detailed ? "/detail" : ""}?${query}`;
}

function order(call: Call, rows: ServerRow[]): ServerRow[] {
  const keys = call.query.getAll("sort_key");
  const directions = call.query.getAll("sort_dir");
  const by = (keys.length === 0 ? ["created_at"] : keys).map((key, index) => ({
    key: SORTS[key] ?? SORTS["created_at"],
    up: directions[index] === "asc",
  }));
  return [...rows].sort((a, b) => {
    for (const { key, up } of [...by, { key: SORTS["uuid"], up: false }]) {
      const [left, right] = [key?.(a) ?? 0, key?.(b) ?? 0];
      if (left !== right) return (left < right ? -1 : 1) * (up ? 1 : -1);
    }
    return 0;
  });
}

/** Names are matched as regular expressions, as in MariaDB. */
function matches(call: Call, row: ServerRow): boolean {
  const { query } = call;
  const name = query.get("name");
  const status = query.get("status");
  const list = (key: string) => (query.get(key) ?? "").split(",").filter((one) => one !== "");
  const since = query.get("changes-since");
  return (
    (name === null || nameMatches(name, row.name)) &&
    (status === null || status.toUpperCase() === row.status) &&
    list("tags").every((tag) => row.tags.includes(tag)) &&
    (query.get("tags-any") === null || list("tags-any").some((tag) => row.tags.includes(tag))) &&
    (query.get("image") === null || query.get("image") === row.imageId) &&
    (query.get("flavor") === null || query.get("flavor") === row.flavorId) &&
    (query.get("uuid") === null || query.get("uuid") === row.id) &&
    (query.get("project_id") === null || !call.caller.isAdmin || query.get("project_id") === row.projectId) &&
    (since === null || row.updatedAt >= Date.parse(since))
  );
}

function nameMatches(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern, "i").test(name);
  } catch {
    return name.toLowerCase().includes(pattern.toLowerCase());
  }
}
