import { readFile } from "node:fs/promises";
import { AppError } from "@/lib/domain/errors";
import { connect, type Cloud } from "@/lib/openstack/cloud";
import { parseCloudsYaml, type CloudsEntry } from "@/lib/openstack/clouds-yaml";
import type { Credentials, Site } from "@/lib/openstack/site";

export type SignedIn = { cloud: Cloud; site: Site; login: Credentials; userName: string };

/** Signs in by an entry of a clouds.yaml: the one of this name, else a tenant's for the site or region of this name. */
export async function signInByFile(file: string | undefined, wanted: string): Promise<SignedIn> {
  if (!file)
    throw new AppError("invalid", "OS_CLIENT_CONFIG_FILE does not name a clouds.yaml.", {
      remedy: "Name one with an entry for the project at the recovery site.",
    });
  const entry = entryFor(parseCloudsYaml(await readFile(file, "utf8"), file), wanted);
  if (!entry?.account)
    throw new AppError("not-found", `${file} has no account for ${wanted}.`, {
      remedy: "Give the name of an entry with user and password, or of its site or region.",
    });
  const site: Site = {
    id: entry.name,
    name: entry.site ?? entry.region,
    keystoneUrl: entry.keystoneUrl,
    region: entry.region,
    interface: entry.interface,
    caCertificate: entry.caFile ? await readFile(entry.caFile, "utf8") : null,
    allowedHosts: entry.allowedHosts,
  };
  const login = entry.account;
  const userName = login.kind === "password" ? login.username : login.id;
  return { cloud: await connect(site, login), site, login, userName };
}

export function entryFor(entries: CloudsEntry[], wanted: string): CloudsEntry | null {
  const usable = entries.filter(({ account }) => account !== null);
  const there = usable.filter(({ region, site }) => region === wanted || site === wanted);
  return usable.find(({ name }) => name === wanted) ?? there.find(({ service }) => !service) ?? there[0] ?? null;
}
