import { z } from "zod";
import {
  ApiError,
  badRequest,
  conflict,
  forbidden,
  gone,
  isRecord,
  notFound,
  ok,
  param,
  type Answer,
  type Call,
  type Route,
} from "./call";
import { secondTime } from "./clock";
import type { Service } from "./door";
import { newImage, withBytes, type ImageRow } from "./glance-records";
import { glanceRefusal } from "./shapes";

const MINORS = [15, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0];
const BASE = new Set([
  "id",
  "name",
  "status",
  "visibility",
  "owner",
  "disk_format",
  "container_format",
  "size",
  "virtual_size",
  "checksum",
  "os_hash_algo",
  "os_hash_value",
  "os_hidden",
  "min_disk",
  "min_ram",
  "protected",
  "tags",
  "created_at",
  "updated_at",
  "file",
  "self",
  "schema",
  "stores",
  "direct_url",
  "locations",
]);
const READ_ONLY = [
  "size",
  "status",
  "checksum",
  "created_at",
  "updated_at",
  "file",
  "self",
  "schema",
  "virtual_size",
  "os_hash_value",
];

const imageInput = z.object({
  id: z.uuid().optional(),
  name: z.string().nullish(),
  disk_format: z.string().nullish(),
  container_format: z.string().nullish(),
  visibility: z.enum(["public", "private", "shared", "community"]).optional(),
  min_disk: z.number().int().optional(),
  min_ram: z.number().int().optional(),
  protected: z.boolean().optional(),
  tags: z.array(z.string()).optional(),
});
const patchInput = z.array(
  z.object({
    op: z.enum(["add", "replace", "remove"]),
    path: z.string().startsWith("/"),
    value: z.unknown().optional(),
  }),
);

function imageView(row: ImageRow) {
  return {
    ...row.properties,
    name: row.name,
    disk_format: row.diskFormat,
    container_format: row.containerFormat,
    visibility: row.visibility,
    size: row.size,
    virtual_size: row.size,
    status: row.status,
    checksum: row.checksum,
    protected: row.isProtected,
    min_ram: row.minRam,
    min_disk: row.minDisk,
    owner: row.owner,
    os_hidden: false,
    os_hash_algo: row.sha512 === null ? null : "sha512",
    os_hash_value: row.sha512,
    id: row.id,
    created_at: secondTime(row.createdAt),
    updated_at: secondTime(row.updatedAt),
    tags: row.tags,
    self: `/v2/images/${row.id}`,
    file: `/v2/images/${row.id}/file`,
    schema: "/v2/schemas/image",
    ...(row.status === "active" ? { stores: "store" } : {}),
  };
}

function seen(call: Call, row: ImageRow): boolean {
  return (
    row.visibility === "public" ||
    row.visibility === "community" ||
    row.owner === call.projectId ||
    call.caller.isAdmin
  );
}

function find(call: Call): ImageRow {
  const row = call.site.images.get(param(call, "id"));
  if (row === undefined || !seen(call, row)) throw notFound(`No image found with ID ${param(call, "id")}`);
  return row;
}

function findOwn(call: Call, action: string): ImageRow {
  const row = find(call);
  if (row.owner !== call.projectId && !call.caller.isAdmin)
    throw forbidden(`You are not authorized to complete ${action} action.`);
  return row;
}

function list(call: Call): Answer {
  const { query } = call;
  const limit = Math.min(Number(query.get("limit") ?? "25"), 1000);
  const rows = call.site.images
    .all()
    .filter((row) => seen(call, row) && row.visibility !== "community" && matches(row, query))
    .sort(order(query));
  const marker = query.get("marker");
  const at = marker === null ? -1 : rows.findIndex((row) => row.id === marker);
  if (marker !== null && at === -1) throw badRequest(`No image found with ID ${marker}`);
  const page = rows.slice(at + 1, at + 1 + limit);
  const last = page.at(-1);
  const first = new URLSearchParams(query);
  first.delete("marker");
  const next = new URLSearchParams(query);
  if (last !== undefined) next.set("marker", last.id);
  return ok({
    images: page.map(imageView),
    first: `/v2/images${first.size === 0 ? "" : `?${first}`}`,
    schema: "/v2/schemas/images",
    ...(last !== undefined && page.length === limit ? { next: `/v2/images?${next}` } : {}),
  });
}

const NOT_FILTERS = new Set(["limit", "marker", "sort", "sort_key", "sort_dir", "member_status"]);

function matches(row: ImageRow, query: URLSearchParams): boolean {
  const view: Record<string, unknown> = imageView(row);
  return [...query].every(([key, value]) => {
    if (NOT_FILTERS.has(key)) return true;
    if (key === "tag") return row.tags.includes(value);
    if (key === "size_min") return (row.size ?? 0) >= Number(value);
    if (key === "size_max") return (row.size ?? 0) <= Number(value);
    if (value.startsWith("in:"))
      return value
        .slice(3)
        .split(",")
        .includes(String(view[key] ?? ""));
    if (key === "visibility" && value === "all") return true;
    return String(view[key] ?? "") === value;
  });
}

function order(query: URLSearchParams): (a: ImageRow, b: ImageRow) => number {
  const [key = "created_at", direction = "desc"] = (
    query.get("sort") ?? `${query.get("sort_key") ?? "created_at"}:${query.get("sort_dir") ?? "desc"}`
  ).split(":");
  const value = (row: ImageRow): string | number => {
    if (key === "created_at") return row.createdAt;
    if (key === "updated_at") return row.updatedAt;
    const held: unknown = Reflect.get(imageView(row), key);
    return typeof held === "number" ? held : String(held ?? "");
  };
  return (a, b) => {
    const [left, right] = [value(a), value(b)];
    if (left === right) return a.id < b.id ? 1 : -1;
    return (left < right ? -1 : 1) * (direction === "asc" ? 1 : -1);
  };
}

function create(call: Call): Answer {
  const parsed = imageInput.safeParse(call.body ?? {});
  const body = isRecord(call.body) ? call.body : {};
  const wrong = READ_ONLY.find((key) => key in body);
  if (!parsed.success || wrong !== undefined) {
    throw wrong === undefined
      ? badRequest(`Provided object does not match schema 'image': ${parsed.error?.issues[0]?.message ?? ""}`)
      : forbidden(`Attribute '${wrong}' is read-only.`);
  }
  const asked = parsed.data;
  if (asked.visibility === "public" && !call.caller.isAdmin)
    throw forbidden("You are not authorized to complete publicize_image action.");
  if (asked.id !== undefined && call.site.images.get(asked.id) !== undefined)
    throw conflict(`Image ID ${asked.id} already exists!`);
  const properties = Object.fromEntries(
    Object.entries(body)
      .filter(([key]) => !BASE.has(key))
      .map(([key, value]) => [key, String(value)]),
  );
  const row = newImage(call, {
    id: asked.id,
    name: asked.name ?? null,
    diskFormat: asked.disk_format ?? null,
    containerFormat: asked.container_format ?? null,
    visibility: asked.visibility ?? "shared",
    minDisk: asked.min_disk ?? 0,
    minRam: asked.min_ram ?? 0,
    isProtected: asked.protected ?? false,
    tags: asked.tags ?? [],
    properties,
  });
  return { status: 201, body: imageView(row), headers: { Location: `${call.base}/v2/images/${row.id}` } };
}

function upload(call: Call): Answer {
  const row = findOwn(call, "upload_image");
  if (row.status !== "queued")
    throw conflict(`Image status transition from ${row.status} to saving is not allowed`);
  if (row.diskFormat === null || row.containerFormat === null)
    throw badRequest("Properties disk_format, container_format must be set prior to saving data.");
  call.site.images.put(withBytes(call.world, row, call.world.store.putBytes(call.raw)));
  return gone();
}

function download(call: Call): Answer {
  const row = find(call);
  if (row.hash === null || row.status !== "active") return gone();
  const bytes = call.world.store.getBytes(row.hash);
  return {
    status: 200,
    raw: bytes,
    headers: {
      "Content-Type": "application/octet-stream",
      "Content-Md5": row.checksum ?? "",
      "Content-Length": String(bytes.length),
    },
  };
}

function update(call: Call): Answer {
  const row = findOwn(call, "modify_image");
  const parsed = patchInput.safeParse(call.body);
  if (!parsed.success) throw badRequest("Request body must be a JSON array of operation objects.");
  const changed = parsed.data.reduce(
    (image, { op, path, value }) =>
      patch(image, op, path.slice(1).replaceAll("~1", "/").replaceAll("~0", "~"), value),
    row,
  );
  if (changed.visibility === "public" && row.visibility !== "public" && !call.caller.isAdmin)
    throw forbidden("You are not authorized to complete publicize_image action.");
  return ok(imageView(call.site.images.put({ ...changed, updatedAt: call.world.clock.now() })));
}

function patch(row: ImageRow, op: "add" | "replace" | "remove", key: string, value: unknown): ImageRow {
  if (READ_ONLY.includes(key) || key === "id") throw new ApiError(403, `Attribute '${key}' is read-only.`);
  if (key === "name") return { ...row, name: value === null ? null : String(value) };
  if (key === "tags" && Array.isArray(value)) return { ...row, tags: value.map(String) };
  if (key === "visibility") return { ...row, visibility: String(value) };
  if (key === "protected") return { ...row, isProtected: value === true };
  if (key === "min_disk") return { ...row, minDisk: Number(value) };
  if (key === "min_ram") return { ...row, minRam: Number(value) };
  if (key === "disk_format") return { ...row, diskFormat: String(value) };
  if (key === "container_format") return { ...row, containerFormat: String(value) };
  const { [key]: held, ...rest } = row.properties;
  if (op === "replace" && held === undefined) throw new ApiError(409, `Property ${key} does not exist.`);
  return { ...row, properties: op === "remove" ? rest : { ...rest, [key]: String(value) } };
}

function destroy(call: Call): Answer {
  const row = findOwn(call, "delete_image");
  if (row.isProtected) throw forbidden(`Image ${row.id} is protected and cannot be deleted.`);
  call.site.images.remove(row.id);
  return gone();
}

function tag(call: Call): Answer {
  const row = findOwn(call, "modify_image");
  const name = param(call, "tag");
  if (call.method === "DELETE" && !row.tags.includes(name)) throw notFound(`The tag ${name} was not found`);
  call.site.images.put({
    ...row,
    tags:
      call.method === "DELETE" ? row.tags.filter((one) => one !== name) : [...new Set([...row.tags, name])],
  });
  return gone();
}

const routes: Route[] = [
  { method: "GET", path: "/v2/images", can: "reader", rule: "get_images", handle: list },
  { method: "POST", path: "/v2/images", can: "member", rule: "add_image", handle: create },
  {
    method: "GET",
    path: "/v2/images/:id",
    can: "reader",
    rule: "get_image",
    handle: (call) => ok(imageView(find(call))),
  },
  { method: "PATCH", path: "/v2/images/:id", can: "member", rule: "modify_image", handle: update },
  { method: "DELETE", path: "/v2/images/:id", can: "member", rule: "delete_image", handle: destroy },
  { method: "PUT", path: "/v2/images/:id/file", can: "member", rule: "upload_image", handle: upload },
  { method: "GET", path: "/v2/images/:id/file", can: "reader", rule: "download_image", handle: download },
  { method: "PUT", path: "/v2/images/:id/tags/:tag", can: "member", rule: "modify_image", handle: tag },
  { method: "DELETE", path: "/v2/images/:id/tags/:tag", can: "member", rule: "modify_image", handle: tag },
  {
    method: "GET",
    path: "/v2/images/:id/members",
    can: "reader",
    rule: "get_members",
    handle: () => ok({ members: [], schema: "/v2/schemas/members" }),
  },
  {
    method: "GET",
    path: "/v2/info/import",
    can: "reader",
    rule: "info",
    handle: () =>
      ok({
        "import-methods": {
          description: "Import methods available.",
          type: "array",
          value: ["glance-direct", "web-download", "copy-image"],
        },
      }),
  },
  {
    method: "GET",
    path: "/v2/info/stores",
    can: "reader",
    rule: "info",
    handle: () => ok({ stores: [{ id: "store", default: "true" }] }),
  },
  {
    method: "GET",
    path: "/v2/schemas/image",
    can: "reader",
    rule: "schemas",
    handle: () =>
      ok({
        name: "image",
        properties: Object.fromEntries([...BASE].map((key) => [key, {}])),
        additionalProperties: { type: "string" },
      }),
  },
];

export const glanceService: Service = {
  type: "image",
  mount: "/image",
  routes,
  microversions: null,
  refuse: glanceRefusal,
  unauthorized: glanceRefusal,
  open: (path, base) =>
    path === "/" || path === "/versions"
      ? {
          status: path === "/" ? 300 : 200,
          body: {
            versions: MINORS.map((minor) => ({
              id: `v2.${minor}`,
              status: minor === 15 ? "CURRENT" : "SUPPORTED",
              links: [{ rel: "self", href: `${base}/v2/` }],
            })),
          },
        }
      : null,
  projectInPath: null,
  wordRefusal: (rule) => forbidden(`You are not authorized to complete ${rule} action.`),
};
