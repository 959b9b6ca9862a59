import { z } from "zod";
import { checkpointState } from "./checkpoint";
import { instant } from "./json";
import { dependencyKind, resourceKind, resourceView, type ResourceKind } from "./resource";

/** How a kind is written in an address. */
export const KIND_SLUGS = {
  "OS::Nova::Server": "server",
  "OS::Cinder::Volume": "volume",
  "OS::Glance::Image": "image",
  "OS::Neutron::Network": "network",
} as const satisfies Record<ResourceKind, string>;

/** Null for a word that is no kind. */
export function kindOfSlug(slug: string): ResourceKind | null {
  return resourceKind.options.find((kind) => KIND_SLUGS[kind] === slug) ?? null;
}

/** Something that a resource stands on or uses, with what is known of it. */
export const resourcePart = z.object({
  kind: dependencyKind,
  id: z.string(),
  name: z.string(),
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
});
export type ResourcePart = z.infer<typeof resourcePart>;

/** One resource with all that belongs to it. `parts` is null while only its row in a list is known. */
export const resourceDetail = z.object({
  resource: resourceView,
  parts: z.array(resourcePart).nullable(),
  seenAt: instant,
  live: z.boolean(),
});
export type ResourceDetail = z.infer<typeof resourceDetail>;

/** The kind as itself or as its word in an address. */
const anyKind = z.preprocess((word) => (typeof word === "string" ? (kindOfSlug(word) ?? word) : word), resourceKind);

export const resourceDetailQuery = z.object({
  siteId: z.string().min(1).max(64),
  kind: anyKind,
  id: z.string().min(1).max(64),
});
export type ResourceDetailQuery = z.infer<typeof resourceDetailQuery>;

export const HOLDING_PAGE_SIZE = 10;

/** The checkpoints that hold a resource. */
export const holdingQuery = resourceDetailQuery.extend({ page: z.number().int().min(1).max(100_000).default(1) });
export type HoldingQuery = z.infer<typeof holdingQuery>;

export const holdingCheckpoint = z.object({
  checkpointId: z.string(),
  planId: z.string(),
  planName: z.string(),
  state: checkpointState,
  capturedAt: instant.nullable(),
  createdAt: instant,
  sizeGiB: z.number().nullable(),
  /** Its data is there and can be brought back. */
  restorable: z.boolean(),
});
export type HoldingCheckpoint = z.infer<typeof holdingCheckpoint>;

export const holdingPage = z.object({
  rows: z.array(holdingCheckpoint),
  total: z.number(),
  page: z.number(),
  pageSize: z.number(),
});
export type HoldingPage = z.infer<typeof holdingPage>;
