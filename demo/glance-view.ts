import { type Call } from "./call";
import { secondTime } from "./clock";
import { type ImageRow } from "./glance-records";

export const BASE = new Set([
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
export const READ_ONLY = [
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

export function imageView(row: ImageRow) {
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

export function seen(call: Call, row: ImageRow): boolean {
  return (
    row.visibility === "public" || row.visibility === "community" || row.owner === call.projectId || call.caller.isAdmin
  );
}
