import { z } from "zod";
import { refusal } from "./answer";
import { OpenStackError, SERVICES, type ServiceName } from "./error";
import { exchange, textOf, untilAborted, type Link } from "./exchange";
import { retrying } from "./retry";

/** The newest microversion that this client was written for; a cloud may have less. */
const KNOWN: Partial<Record<ServiceName, string>> = { nova: "2.90", cinder: "3.70" };
const HEADER: Partial<Record<ServiceName, string>> = { nova: "compute", cinder: "volume" };

export type Versions = { min: string; max: string };

const fresh = 10 * 60_000;
const discovered = new Map<string, { at: number; versions: Promise<Versions> }>();

const offered = z.looseObject({
  id: z.string().optional(),
  version: z.string().optional(),
  min_version: z.string().optional(),
});
const document = z.union([
  z.looseObject({ version: offered }).transform((body) => [body.version]),
  z.looseObject({ versions: z.array(offered) }).transform((body) => body.versions),
  z.looseObject({ swift: offered }).transform((body) => [body.swift]),
]);

/** The header that asks for the newest microversion that both sides know, or for `wanted` if that is less; throws when the cloud has less than `needed`. */
export async function microversionHeader(
  at: { link: Link; service: ServiceName; base: string },
  { wanted, needed }: { wanted?: string; needed?: string } = {},
): Promise<Record<string, string>> {
  const known = KNOWN[at.service];
  const header = HEADER[at.service];
  if (!known || !header) return {};
  const { max } = await versionsOf(at.link, at.service, at.base);
  if (needed && compareVersions(max, needed) < 0) throw tooOld(at, needed, max);
  const used = [wanted ?? known, max].sort(compareVersions)[0];
  return { "openstack-api-version": `${header} ${used}` };
}

/** The microversions that a service offers; asked once in ten minutes. */
export function versionsOf(
  link: Link,
  service: ServiceName,
  base: string,
  { remembered = true }: { remembered?: boolean } = {},
): Promise<Versions> {
  const url = documentUrl(service, base);
  const known = discovered.get(url);
  if (remembered && known && Date.now() - known.at < fresh) return untilAborted(link, { service }, known.versions);
  const versions = retrying(link, "GET", () => ask({ ...link, signal: undefined }, service, url));
  discovered.set(url, { at: Date.now(), versions });
  versions.catch(() => discovered.delete(url));
  return untilAborted(link, { service }, versions);
}

/** Where a service says what it has, to anyone. */
function documentUrl(service: ServiceName, base: string): string {
  if (service === "swift") return base.replace(/\/v1\/[^/]+$/, "/info");
  if (service === "heat") return `${base.replace(/\/v1(\/[^/]+)?$/, "")}/`;
  // Cinder's /v3/ wants a token, its root does not.
  if (service === "cinder") return `${base.replace(/\/v3(\/[^/]+)?$/, "")}/`;
  return `${base.replace(/(\/v2\.1)\/[^/]+$/, "$1")}/`;
}

/** 2.9 is less than 2.10. */
export function compareVersions(a: string, b: string): number {
  const [aMajor = 0, aMinor = 0] = a.split(".").map(Number);
  const [bMajor = 0, bMinor = 0] = b.split(".").map(Number);
  return aMajor - bMajor || aMinor - bMinor;
}

async function ask(link: Link, service: ServiceName, url: string): Promise<Versions> {
  const answer = await exchange(link, { service, method: "GET", url });
  const body = await textOf(link, answer);
  // 300 is how some services introduce the list of their versions.
  if (answer.status > 300) throw refusal({ service, site: link.site.name }, answer, body);
  const newest = newestOf(body);
  if (newest) return newest;
  const facts = {
    service,
    site: link.site.name,
    code: "unexpected",
    status: answer.status,
    requestId: answer.requestId,
  } as const;
  throw new OpenStackError(`${SERVICES[service]} at ${link.site.name} does not say which versions it has.`, facts);
}

function newestOf(body: string): Versions | null {
  try {
    const found = document.parse(JSON.parse(body)).flatMap(rangeOf);
    return found.sort((a, b) => compareVersions(b.max, a.max))[0] ?? null;
  } catch {
    return null; // The caller says that it was not understood.
  }
}

// A service without microversions has only the version in its id, such as v2.15.
function rangeOf({ id = "", version, min_version }: z.infer<typeof offered>): Versions[] {
  const max = version || id.replace(/^v/, "");
  return max ? [{ min: min_version || max, max }] : [];
}

function tooOld({ link, service }: { link: Link; service: ServiceName }, needed: string, max: string): OpenStackError {
  const facts = { service, site: link.site.name, code: "unsupported", status: 0 } as const;
  return new OpenStackError(
    `${SERVICES[service]} at ${link.site.name} has version ${max}; this needs ${needed}.`,
    facts,
  );
}
