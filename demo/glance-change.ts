import { z } from "zod";
import { ApiError, badRequest, forbidden, gone, notFound, ok, param, type Answer, type Call } from "./call";
import { type ImageRow } from "./glance-records";
import { READ_ONLY, imageView, seen } from "./glance-view";

const patchInput = z.array(
  z.object({
    op: z.enum(["add", "replace", "remove"]),
    path: z.string().startsWith("/"),
    value: z.unknown().optional(),
  }),
);

export function find(call: Call): ImageRow {
  const row = call.site.images.get(param(call, "id"));
  if (row === undefined || !seen(call, row)) throw notFound(`No image found with ID ${param(call, "id")}`);
  return row;
}

export function findOwn(call: Call, action: string): ImageRow {
  const row = find(call);
  if (row.owner !== call.projectId && !call.caller.isAdmin)
    throw forbidden(`You are not authorized to complete ${action} action.`);
  return row;
}

export function update(call: Call): Answer {
  const row = findOwn(call, "modify_image");
  const parsed = patchInput.safeParse(call.body);
  if (!parsed.success) throw badRequest("Request body must be a JSON array of operation objects.");
  const changed = parsed.data.reduce(
    (image, { op, path, value }) => patch(image, op, path.slice(1).replaceAll("~1", "/").replaceAll("~0", "~"), value),
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

export function destroy(call: Call): Answer {
  const row = findOwn(call, "delete_image");
  if (row.isProtected) throw forbidden(`Image ${row.id} is protected and cannot be deleted.`);
  call.site.images.remove(row.id);
  return gone();
}

export function tag(call: Call): Answer {
  const row = findOwn(call, "modify_image");
  const name = param(call, "tag");
  if (call.method === "DELETE" && !row.tags.includes(name)) throw notFound(`The tag ${name} was not found`);
  call.site.images.put({
    ...row,
    tags: call.method === "DELETE" ? row.tags.filter((one) => one !== name) : [...new Set([...row.tags, name])],
  });
  return gone();
}
