import { z } from "zod";
import { instant } from "./json";

/** One service of a site's catalogue, and what it answered when last asked. */
export const serviceStatus = z.object({
  type: z.string(),
  name: z.string(),
  url: z.string(),
  reachable: z.boolean(),
  minVersion: z.string().nullable(),
  maxVersion: z.string().nullable(),
  latencyMs: z.number().nullable(),
  problem: z.string().nullable(),
});

/** What the site's service account was found to be able to do. */
export const serviceAbility = z.object({ name: z.string(), allowed: z.boolean(), detail: z.string().nullable() });

export const SITE_STATES = ["reachable", "degraded", "unreachable", "unknown"] as const;
export const siteView = z.object({
  id: z.string(),
  name: z.string(),
  cloudId: z.string(),
  cloudName: z.string(),
  keystoneUrl: z.string(),
  region: z.string(),
  state: z.enum(SITE_STATES),
  problem: z.string().nullable(),
  checkedAt: instant.nullable(),
});
export type SiteView = z.infer<typeof siteView>;

export const siteDetail = siteView.extend({
  source: z.enum(["file", "page"]),
  interface: z.enum(["public", "internal", "admin"]),
  allowedHosts: z.array(z.string()),
  backupStore: z.string().nullable(),
  caCertificate: z.string().nullable(),
  serviceAccount: z.object({ kind: z.string(), user: z.string() }).nullable(),
  services: z.array(serviceStatus),
  abilities: z.array(serviceAbility),
});
export type SiteDetail = z.infer<typeof siteDetail>;

const serviceAccountInput = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("none") }),
  z.object({ kind: z.literal("keep") }),
  z.object({
    kind: z.literal("password"),
    username: z.string().min(1, "Name the user").max(255),
    password: z.string().min(1, "Give the password").max(1024),
    userDomain: z.string().min(1).max(255),
    project: z.string().min(1, "Name the project").max(255),
    projectDomain: z.string().min(1).max(255),
  }),
  z.object({
    kind: z.literal("applicationCredential"),
    id: z.string().min(1, "Give the id").max(64),
    secret: z.string().min(1, "Give the secret").max(1024),
  }),
]);

/** An administrator's description of a site: one region of one cloud. */
export const siteInput = z.object({
  name: z.string().trim().min(1, "Give the site a name").max(64),
  keystoneUrl: z.url({ protocol: /^https?$/, message: "Keystone's address begins with http:// or https://" }),
  region: z.string().trim().min(1, "Name the region as its catalogue does").max(255),
  interface: z.enum(["public", "internal", "admin"]).default("public"),
  /** Hosts that the catalogue may point to, besides Keystone's own. */
  allowedHosts: z.array(z.string().trim().min(1).max(255)).max(50).default([]),
  /** Sites that name the same store can read each other's backups. */
  backupStore: z.string().trim().max(64).nullable().default(null),
  caCertificate: z.string().max(100_000).nullable().default(null),
  serviceAccount: serviceAccountInput,
});
export type SiteInput = z.infer<typeof siteInput>;
