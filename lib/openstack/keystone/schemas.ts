import { z } from "zod";
import { instant, optionalInstant } from "../instant";

const named = z.looseObject({ id: z.string(), name: z.string() });
const domain = z.looseObject({ id: z.string().nullable(), name: z.string().nullish() });

const endpoint = z.looseObject({
  interface: z.string(),
  region: z.string().nullish(),
  region_id: z.string().nullish(),
  url: z.string(),
});

const catalogEntry = z.looseObject({
  type: z.string(),
  name: z.string().default(""),
  endpoints: z.array(endpoint).default([]),
});
export type CatalogEntry = z.infer<typeof catalogEntry>;

export const tokenAnswer = z.looseObject({
  token: z.looseObject({
    expires_at: instant,
    user: named.extend({ domain }),
    project: named.extend({ domain }).nullish(),
    roles: z.array(named).default([]),
    catalog: z.array(catalogEntry).default([]),
    application_credential: z.looseObject({ id: z.string(), restricted: z.boolean().optional() }).nullish(),
  }),
});
export type TokenBody = z.infer<typeof tokenAnswer>["token"];

export const project = named.extend({
  domain_id: z.string().nullish(),
  enabled: z.boolean().default(true),
  description: z.string().nullish(),
});
export type Project = z.infer<typeof project>;

export const region = z.looseObject({
  id: z.string(),
  description: z.string().nullish(),
  parent_region_id: z.string().nullish(),
});
export type Region = z.infer<typeof region>;

export const role = named;
export type Role = z.infer<typeof role>;

/** One call that an application credential may make; `path` may hold `*`, `**` and `{name}`. */
const accessRule = z.looseObject({
  id: z.string().optional(),
  service: z.string(),
  method: z.string(),
  path: z.string(),
});
export type AccessRule = { service: string; method: string; path: string };

export const applicationCredential = z.looseObject({
  id: z.string(),
  name: z.string(),
  description: z.string().nullish(),
  project_id: z.string().nullish(),
  expires_at: optionalInstant,
  unrestricted: z.boolean().default(false),
  roles: z.array(z.looseObject({ id: z.string().optional(), name: z.string().optional() })).default([]),
  access_rules: z.array(accessRule).nullish(),
  /** Only in the answer to its creation. */
  secret: z.string().optional(),
});
export type ApplicationCredential = z.infer<typeof applicationCredential>;

export const roleAssignment = z.looseObject({
  role: z.looseObject({ id: z.string(), name: z.string().optional() }),
  user: z.looseObject({ id: z.string(), name: z.string().optional() }).optional(),
  group: z.looseObject({ id: z.string() }).optional(),
  scope: z.looseObject({ project: z.looseObject({ id: z.string() }).optional() }),
});
export type RoleAssignment = z.infer<typeof roleAssignment>;
