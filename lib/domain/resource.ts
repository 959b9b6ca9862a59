import { z } from "zod";
import { instant } from "./json";

/** Karbor's and Heat's names; the words of today's kinds. A new word turns every registry red. */
export const RESOURCE_KINDS = [
  "OS::Nova::Server",
  "OS::Cinder::Volume",
  "OS::Glance::Image",
  "OS::Neutron::Network",
] as const;
export const resourceKind = z.enum(RESOURCE_KINDS);
export type ResourceKind = z.infer<typeof resourceKind>;

export const resourceRef = z.object({
  kind: resourceKind,
  id: z.string().min(1).max(64),
  name: z.string().max(255),
});
export type ResourceRef = z.infer<typeof resourceRef>;

/** What a resource stands on or uses, for the inventory and the checkpoint's graph. */
export const DEPENDENCY_KINDS = [
  ...RESOURCE_KINDS,
  "OS::Neutron::Port",
  "OS::Neutron::Subnet",
  "OS::Neutron::Router",
  "OS::Neutron::SecurityGroup",
  "OS::Neutron::FloatingIP",
  "OS::Nova::KeyPair",
  "OS::Nova::Flavor",
  "OS::Nova::ServerGroup",
] as const;
export const dependencyKind = z.enum(DEPENDENCY_KINDS);
export const dependency = z.object({
  kind: dependencyKind,
  id: z.string(),
  name: z.string(),
  note: z.string().optional(),
});
export type Dependency = z.infer<typeof dependency>;

/** One row of the inventory. `facts` are short, ready words (size, addresses, flavor …). */
export const resourceView = z.object({
  kind: resourceKind,
  id: z.string(),
  name: z.string(),
  siteId: z.string(),
  status: z.string(),
  sizeGiB: z.number().nullable(),
  createdAt: instant.nullable(),
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
  dependsOn: z.array(dependency),
  /** The plans that protect it, by fixed list, by rule, or through the server it is attached to. */
  protectedBy: z.array(z.object({ planId: z.string(), planName: z.string(), through: z.string().nullable() })),
});
export type ResourceView = z.infer<typeof resourceView>;

/** A page of a listing; `total` where the service counts. */
export const resourcePage = z.object({
  rows: z.array(resourceView),
  nextMarker: z.string().nullable(),
  total: z.number().nullable(),
  /** When the cloud was asked; older than the request means "last known". */
  seenAt: instant,
  live: z.boolean(),
});
export type ResourcePage = z.infer<typeof resourcePage>;

export const resourceQuery = z.object({
  siteId: z.string(),
  kind: resourceKind,
  search: z.string().max(255).default(""),
  marker: z.string().max(64).nullable().default(null),
  limit: z.number().int().min(1).max(200).default(25),
});
export type ResourceQuery = z.infer<typeof resourceQuery>;
