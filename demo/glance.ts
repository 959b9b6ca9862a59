import { z } from "zod";
import { badRequest, conflict, forbidden, gone, isRecord, ok, type Answer, type Call, type Route } from "./call";
import type { Service } from "./admit";
import { newImage, withBytes } from "./glance-records";
import { glanceRefusal } from "./shapes";
import { BASE, READ_ONLY, imageView } from "./glance-view";
import { list } from "./glance-list";
import { find, findOwn, update, destroy, tag } from "./glance-change";

const MINORS = [15, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0];

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
  if (row.status !== "queued") throw conflict(`Image status transition from ${row.status} to saving is not allowed`);
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
