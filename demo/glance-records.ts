import { createHash } from "node:crypto";
import type { Call } from "./call";
import { someBytes } from "./cinder/bytes";
import { newUuid } from "./ids";
import type { Row } from "./store";
import type { Work } from "./work";
import type { World } from "./world";

export type ImageRow = Row & {
  name: string | null;
  status: string;
  visibility: string;
  owner: string;
  diskFormat: string | null;
  containerFormat: string | null;
  size: number | null;
  checksum: string | null;
  sha512: string | null;
  minDisk: number;
  minRam: number;
  isProtected: boolean;
  tags: string[];
  properties: Record<string, string>;
  createdAt: number;
  updatedAt: number;
  hash: string | null;
};

type New = Partial<Omit<ImageRow, "id" | "owner" | "createdAt" | "updatedAt">>;

export function newImage(call: Call, wanted: New & { id?: string | undefined }): ImageRow {
  const now = call.world.clock.now();
  return call.site.images.put({
    name: null,
    status: "queued",
    visibility: "shared",
    diskFormat: "raw",
    containerFormat: "bare",
    size: null,
    checksum: null,
    sha512: null,
    minDisk: 0,
    minRam: 0,
    isProtected: false,
    tags: [],
    properties: {},
    hash: null,
    ...wanted,
    id: wanted.id ?? newUuid(),
    owner: call.projectId,
    createdAt: now,
    updatedAt: now,
  });
}

const IMAGE_BYTES = 1024 * 1024;

/** The image with its bytes, active. Without any, it gets some of its own, as a server's root disk would have. */
export function withBytes(world: World, image: ImageRow, hash: string | null): ImageRow {
  const held = hash ?? someBytes(world, IMAGE_BYTES);
  const bytes = world.store.getBytes(held);
  return {
    ...image,
    status: "active",
    hash: held,
    size: bytes.length,
    checksum: createHash("md5").update(bytes).digest("hex"),
    sha512: createHash("sha512").update(bytes).digest("hex"),
    updatedAt: world.clock.now(),
  };
}

export const glanceWork: Record<string, Work> = {};
