import { plural } from "@/lib/domain/format";
import type { SiteDetail } from "@/lib/domain/site";

/** The finding over all sites, in one line. */
export function sitesFinding(sites: Pick<SiteDetail, "name" | "state">[]): string {
  const unreachable = sites.filter(({ state }) => state === "unreachable");
  const degraded = sites.filter(({ state }) => state === "degraded");
  const unknown = sites.filter(({ state }) => state === "unknown");
  if (sites.length === 0) return "No site is connected yet";
  if (unreachable.length > 0) return `${names(unreachable)} ${plural(unreachable.length, "does", "do")} not answer`;
  if (degraded.length > 0) return `${names(degraded)} ${plural(degraded.length, "answers", "answer")} only in part`;
  if (unknown.length > 0) return `${names(unknown)} ${plural(unknown.length, "was", "were")} not asked yet`;
  if (sites.length === 1) return `${sites[0]?.name} answers`;
  return sites.length === 2 ? "Both sites answer" : `All ${sites.length} sites answer`;
}

/** The finding of one site. */
export function siteFinding({ name, state, services }: Pick<SiteDetail, "name" | "state" | "services">): string {
  if (state === "unknown") return `${name} was not asked yet`;
  if (state === "unreachable") return `${name} does not answer`;
  const lost = services.filter(({ reachable }) => !reachable);
  if (lost.length > 0)
    return `${name}: ${lost.map((service) => service.name).join(", ")} ${plural(lost.length, "does", "do")} not answer`;
  return state === "degraded" ? `${name} answers only in part` : `${name} answers`;
}

export function answeringText(services: SiteDetail["services"]): string {
  return `${services.filter(({ reachable }) => reachable).length} of ${services.length}`;
}

/** "3.0 to 3.70", or the one version there is. */
export function versionText(min: string | null, max: string | null): string | null {
  if (max === null) return null;
  return min === null || min === max ? max : `${min} to ${max}`;
}

function names(sites: { name: string }[]): string {
  return sites.map(({ name }) => name).join(", ");
}
