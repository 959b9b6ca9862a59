import { plural } from "@/lib/domain/format";
import type { Account } from "@/lib/domain/account";
import type { SiteDetail } from "@/lib/domain/site";
import { probeAbilities } from "./abilities";
import { identify } from "./cloud";
import { OpenStackError } from "./error";
import { pingKeystone, probeServices, type Probe } from "./probe";
import type { Site } from "./site";

const TIMEOUT_MS = 5_000;

/** What a site was found to be; abilities are null when they were not asked for. */
export type Found = Pick<SiteDetail, "state" | "problem" | "services"> & { abilities: SiteDetail["abilities"] | null };

/** What a site answers now. Without a service account only Keystone can be asked. */
export async function probeSite(
  site: Site,
  account: Account | null,
  { askAbilities }: { askAbilities: boolean },
): Promise<Found> {
  const options = { timeoutMs: TIMEOUT_MS };
  try {
    await pingKeystone(site, options);
  } catch (error) {
    return { state: "unreachable", problem: messageOf(error), services: [], abilities: null };
  }
  if (!account) return { ...verdict(await probeServices(site, [], options)), abilities: [] };
  try {
    const { token } = await identify(site, account, options);
    const found = verdict(await probeServices(site, token.catalog, options));
    if (found.services.length <= 1) return { ...found, state: "degraded", problem: nothingListed(site), abilities: [] };
    return { ...found, abilities: askAbilities ? await probeAbilities(site, account) : null };
  } catch (error) {
    const services = (await probeServices(site, [], options)).map(toStatus);
    return {
      state: "degraded",
      problem: `The service account cannot be used. ${messageOf(error)}`,
      services,
      abilities: [],
    };
  }
}

/** A site whose Keystone answers while nothing else does is lost all the same. */
export function verdict(probes: Probe[]): Omit<Found, "abilities"> {
  const services = probes.map(toStatus);
  const own = probes.filter(({ service }) => service !== "keystone");
  const lost = own.filter(({ reachable }) => !reachable);
  if (lost.length === 0) return { state: "reachable", problem: null, services };
  const names = lost.map(({ name }) => name).join(", ");
  if (lost.length === own.length)
    return { state: "unreachable", problem: `Keystone answers, but none of ${names} does.`, services };
  return { state: "degraded", problem: `${names} ${plural(lost.length, "does", "do")} not answer.`, services };
}

function nothingListed(site: Site): string {
  return `The catalogue lists no service for region ${site.region} at the ${site.interface} interface.`;
}

function toStatus({
  type,
  name,
  url,
  reachable,
  minVersion,
  maxVersion,
  latencyMs,
  problem,
}: Probe): SiteDetail["services"][number] {
  return {
    type,
    name,
    url,
    reachable,
    minVersion,
    maxVersion,
    latencyMs: latencyMs === null ? null : Math.round(latencyMs),
    problem,
  };
}

function messageOf(error: unknown): string {
  if (error instanceof OpenStackError) return error.message;
  throw error;
}
