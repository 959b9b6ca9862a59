import { parse } from "yaml";
import { z } from "zod";
import type { Account } from "@/lib/domain/account";
import { AppError } from "@/lib/domain/errors";

// YAML reads an unquoted 123 as a number, also where it is a password.
const text = z.union([z.string().min(1), z.number().transform(String)]);

const auth = z.looseObject({
  auth_url: text.optional(),
  username: text.optional(),
  password: text.optional(),
  user_domain_name: text.optional(),
  user_domain_id: text.optional(),
  project_name: text.optional(),
  project_id: text.optional(),
  project_domain_name: text.optional(),
  project_domain_id: text.optional(),
  application_credential_id: text.optional(),
  application_credential_secret: text.optional(),
});

/** What OpenStack's own clients pass over, and Breakwater reads. */
const extras = z.object({
  service: z.boolean().optional(),
  cloud: text.optional(),
  site: text.optional(),
  backup_store: text.optional(),
  allowed_hosts: z.array(text).default([]),
});

const region = z
  .union([text, z.looseObject({ name: text })])
  .transform((one) => (typeof one === "string" ? one : one.name));
const entry = z.looseObject({
  auth: auth.default({}),
  region_name: text.optional(),
  regions: z.array(region).optional(),
  interface: z.enum(["public", "internal", "admin", "publicURL", "internalURL", "adminURL"]).optional(),
  cacert: text.optional(),
  verify: z.boolean().optional(),
  "x-breakwater": extras.default({ allowed_hosts: [] }),
});
const file = z.looseObject({ clouds: z.record(z.string(), entry) });

/** One entry of a clouds.yaml at one region. */
export type CloudsEntry = {
  name: string;
  keystoneUrl: string;
  region: string;
  interface: "public" | "internal" | "admin";
  /** Path of a PEM file. */
  caFile: string | null;
  /** Null when the entry holds no login that could be used again. */
  account: Account | null;
  /** Meant as the site's service account: said so, or named admin… or breakwater…. */
  service: boolean;
  cloud: string | null;
  site: string | null;
  backupStore: string | null;
  allowedHosts: string[];
};

/** Reads OpenStack's clouds.yaml; an AppError says which entry cannot be used and why. */
export function parseCloudsYaml(content: string, path: string): CloudsEntry[] {
  const parsed = file.safeParse(read(content, path));
  if (!parsed.success) throw new AppError("invalid", `${path} is not a clouds.yaml: ${z.prettifyError(parsed.error)}`);
  return Object.entries(parsed.data.clouds).flatMap(([name, one]) => entriesOf(name, one, path));
}

function entriesOf(name: string, one: z.infer<typeof entry>, path: string): CloudsEntry[] {
  const keystoneUrl = one.auth.auth_url;
  if (!keystoneUrl) throw new AppError("invalid", `The entry ${name} in ${path} has no auth_url.`);
  const regions = one.region_name ? [one.region_name] : (one.regions ?? []);
  if (regions.length === 0)
    throw new AppError("invalid", `The entry ${name} in ${path} names no region: give region_name or regions.`);
  const own = one["x-breakwater"];
  return regions.map((region) => ({
    name,
    keystoneUrl,
    region,
    interface: interfaceOf(one.interface),
    caFile: one.cacert ?? null,
    account: accountOf(one.auth),
    service: own.service ?? /^(admin|breakwater)/i.test(name),
    cloud: own.cloud ?? null,
    site: own.site ?? null,
    backupStore: own.backup_store ?? null,
    allowedHosts: own.allowed_hosts,
  }));
}

function accountOf(login: z.infer<typeof auth>): Account | null {
  const { application_credential_id: id, application_credential_secret: secret, username, password } = login;
  if (id && secret) return { kind: "applicationCredential", id, secret };
  if (!username || !password) return null;
  const domain = login.project_domain_name ?? login.project_domain_id ?? "Default";
  const project = login.project_id
    ? { id: login.project_id }
    : login.project_name
      ? { name: login.project_name, domain }
      : undefined;
  return {
    kind: "password",
    username,
    password,
    userDomain: login.user_domain_name ?? login.user_domain_id ?? "Default",
    ...(project ? { project } : {}),
  };
}

function interfaceOf(word: string = "public"): CloudsEntry["interface"] {
  return word.startsWith("internal") ? "internal" : word.startsWith("admin") ? "admin" : "public";
}

function read(content: string, path: string): unknown {
  try {
    return parse(content, { merge: true });
  } catch (cause) {
    throw new AppError("invalid", `${path} is not YAML.`, { cause });
  }
}
