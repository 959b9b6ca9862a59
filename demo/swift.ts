import { createHash } from "node:crypto";
import { ApiError, gone, ok, param, type Answer, type Call, type Route } from "./call";
import { microTime } from "./clock";
import type { Service } from "./admit";
import { swiftRefusal } from "./shapes";
import type { Row, Store, Table } from "./store";
import { cloudOf } from "./world";

type ContainerRow = Row & {
  projectId: string;
  name: string;
  metadata: Record<string, string>;
  createdAt: number;
};
type ObjectRow = Row & {
  projectId: string;
  container: string;
  name: string;
  hash: string;
  bytes: number;
  etag: string;
  contentType: string;
  metadata: Record<string, string>;
  modifiedAt: number;
};
export type SwiftTables = { containers: Table<ContainerRow>; objects: Table<ObjectRow> };

/** One account per project and cloud, seen from all its regions: a store that replicates itself. */
export function swiftTables(store: Store, cloud: string): SwiftTables {
  return { containers: store.table(`${cloud}/containers`), objects: store.table(`${cloud}/objects`) };
}

const missing = () => new ApiError(404, "The resource could not be found.");
const tables = (call: Call) => cloudOf(call.world, call.caller.cloud).swift;
const mine = (call: Call) =>
  tables(call)
    .containers.all()
    .filter((row) => row.projectId === call.projectId);

function container(call: Call): ContainerRow {
  const row = tables(call).containers.get(`${call.projectId}/${param(call, "container")}`);
  if (row === undefined) throw missing();
  return row;
}

function objectsIn(call: Call, name: string): ObjectRow[] {
  return tables(call)
    .objects.all()
    .filter((row) => row.projectId === call.projectId && row.container === name);
}

function object(call: Call): ObjectRow {
  const held = container(call);
  const row = tables(call).objects.get(`${call.projectId}/${held.name}/${param(call, "object")}`);
  if (row === undefined) throw missing();
  return row;
}

const sum = (rows: ObjectRow[]) => rows.reduce((total, row) => total + row.bytes, 0);
const httpTime = (at: number) => new Date(Math.ceil(at / 1000) * 1000).toUTCString();
const stamp = (at: number) => (at / 1000).toFixed(5);

type Entry = { name?: string; subdir?: string };

/** Prefix, delimiter, marker, limit: as Swift pages a listing. */
function page<T extends { name: string }>(
  call: Call,
  rows: T[],
  view: (row: T) => object,
): { entries: object[]; names: string[] } {
  const { query } = call;
  const prefix = query.get("prefix") ?? "";
  const delimiter = query.get("delimiter");
  const sorted = rows.filter((row) => row.name.startsWith(prefix)).sort((a, b) => (a.name < b.name ? -1 : 1));
  const entries: (Entry & object)[] = [];
  for (const row of sorted) {
    const cut = delimiter === null ? -1 : row.name.indexOf(delimiter, prefix.length);
    const subdir = cut === -1 ? null : row.name.slice(0, cut + (delimiter?.length ?? 0));
    if (subdir === null) entries.push({ name: row.name, ...view(row) });
    else if (entries.at(-1)?.subdir !== subdir) entries.push({ subdir });
  }
  const at = (entry: Entry) => entry.name ?? entry.subdir ?? "";
  const marker = query.get("marker") ?? "";
  const end = query.get("end_marker");
  const limit = Math.min(Number(query.get("limit") ?? "10000"), 10_000);
  const found = entries
    .filter((entry) => at(entry) > marker && (end === null || end === "" || at(entry) < end))
    .slice(0, limit);
  return { entries: found, names: found.map(at) };
}

function listing(call: Call, found: { entries: object[]; names: string[] }, headers: Record<string, string>): Answer {
  const json = call.query.get("format") === "json" || call.headers.get("accept")?.includes("application/json") === true;
  if (call.method === "HEAD") return { status: 204, headers };
  if (json)
    return {
      status: 200,
      raw: JSON.stringify(found.entries),
      headers: { ...headers, "Content-Type": "application/json; charset=utf-8" },
    };
  if (found.names.length === 0) return { status: 204, headers };
  return {
    status: 200,
    raw: `${found.names.join("\n")}\n`,
    headers: { ...headers, "Content-Type": "text/plain; charset=utf-8" },
  };
}

function account(call: Call): Answer {
  const rows = mine(call);
  const all = rows.flatMap((row) => objectsIn(call, row.name));
  const headers = {
    "X-Account-Container-Count": String(rows.length),
    "X-Account-Object-Count": String(all.length),
    "X-Account-Bytes-Used": String(sum(all)),
    "X-Timestamp": stamp(call.world.clock.now()),
  };
  const found = page(call, rows, (row) => {
    const held = objectsIn(call, row.name);
    return { count: held.length, bytes: sum(held), last_modified: microTime(row.createdAt) };
  });
  return listing(call, found, headers);
}

function showContainer(call: Call): Answer {
  const row = container(call);
  const held = objectsIn(call, row.name);
  const headers = {
    "X-Container-Object-Count": String(held.length),
    "X-Container-Bytes-Used": String(sum(held)),
    "X-Timestamp": stamp(row.createdAt),
    "Last-Modified": httpTime(row.createdAt),
    "X-Storage-Policy": "Policy-0",
    ...metadataHeaders("X-Container-Meta-", row.metadata),
  };
  const found = page(call, held, (one) => ({
    bytes: one.bytes,
    hash: one.etag,
    content_type: one.contentType,
    last_modified: microTime(one.modifiedAt),
  }));
  return listing(call, found, headers);
}

function metadataHeaders(prefix: string, metadata: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata).map(([key, value]) => [`${prefix}${key}`, value]));
}

function metadataOf(call: Call, prefix: string): Record<string, string> {
  const found = [...call.headers].filter(([key, value]) => key.startsWith(prefix) && value !== "");
  return Object.fromEntries(found.map(([key, value]) => [key.slice(prefix.length), value]));
}

function putContainer(call: Call): Answer {
  const name = param(call, "container");
  const id = `${call.projectId}/${name}`;
  const held = tables(call).containers.get(id);
  const metadata = { ...held?.metadata, ...metadataOf(call, "x-container-meta-") };
  tables(call).containers.put({
    id,
    projectId: call.projectId,
    name,
    metadata,
    createdAt: held?.createdAt ?? call.world.clock.now(),
  });
  if (call.method === "POST") return held === undefined ? { status: 404 } : gone();
  return { status: held === undefined ? 201 : 202 };
}

function deleteContainer(call: Call): Answer {
  const row = container(call);
  if (objectsIn(call, row.name).length > 0)
    throw new ApiError(409, "There was a conflict when trying to complete your request.");
  tables(call).containers.remove(row.id);
  return gone();
}

function putObject(call: Call): Answer {
  const held = container(call);
  const name = param(call, "object");
  const id = `${call.projectId}/${held.name}/${name}`;
  if (call.headers.get("if-none-match") === "*" && tables(call).objects.get(id) !== undefined)
    throw new ApiError(412, "A precondition for this request was not met.");
  const etag = createHash("md5").update(call.raw).digest("hex");
  const claimed = call.headers.get("etag")?.replaceAll('"', "");
  if (claimed !== undefined && claimed !== etag)
    throw new ApiError(422, "Unable to process the contained instructions.");
  const row = tables(call).objects.put({
    id,
    projectId: call.projectId,
    container: held.name,
    name,
    hash: call.world.store.putBytes(call.raw),
    bytes: call.raw.length,
    etag,
    contentType: call.headers.get("content-type") ?? "application/octet-stream",
    metadata: metadataOf(call, "x-object-meta-"),
    modifiedAt: call.world.clock.now(),
  });
  return { status: 201, headers: { Etag: etag, "Last-Modified": httpTime(row.modifiedAt) } };
}

function getObject(call: Call): Answer {
  const row = object(call);
  const headers = {
    "Content-Type": row.contentType,
    Etag: row.etag,
    "Last-Modified": httpTime(row.modifiedAt),
    "X-Timestamp": stamp(row.modifiedAt),
    "Content-Length": String(row.bytes),
    ...metadataHeaders("X-Object-Meta-", row.metadata),
  };
  return { status: 200, raw: call.method === "HEAD" ? "" : call.world.store.getBytes(row.hash), headers };
}

function deleteObject(call: Call): Answer {
  tables(call).objects.remove(object(call).id);
  return gone();
}

const OBJECT = "/v1/:container/:object{.+}";

const routes: Route[] = [
  { method: "GET", path: "/v1", can: "member", rule: "swift", handle: account },
  { method: "GET", path: "/v1/:container", can: "member", rule: "swift", handle: showContainer },
  { method: "PUT", path: "/v1/:container", can: "member", rule: "swift", handle: putContainer },
  { method: "POST", path: "/v1/:container", can: "member", rule: "swift", handle: putContainer },
  { method: "DELETE", path: "/v1/:container", can: "member", rule: "swift", handle: deleteContainer },
  { method: "GET", path: OBJECT, can: "member", rule: "swift", handle: getObject },
  { method: "PUT", path: OBJECT, can: "member", rule: "swift", handle: putObject },
  { method: "DELETE", path: OBJECT, can: "member", rule: "swift", handle: deleteObject },
];

export const swiftService: Service = {
  type: "object-store",
  mount: "/object-store",
  routes,
  microversions: null,
  refuse: swiftRefusal,
  unauthorized: swiftRefusal,
  // To anyone, like the version documents of the others.
  open: (path) => (path === "/info" ? ok({ swift: { version: "2.30.1", max_file_size: 5_368_709_122 } }) : null),
  projectInPath: /^(\/v1)\/AUTH_([0-9a-f]{32})(?=\/|$)/,
  bytes: true,
  wordRefusal: () => new ApiError(403, "Access was denied to this resource."),
};
