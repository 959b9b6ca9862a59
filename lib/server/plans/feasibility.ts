import { plural } from "@/lib/domain/format";
import type { SiteRecord } from "@/lib/db/sites";
import type { RecoveryFeasibility } from "@/lib/domain/plan-preview";

type Known = Pick<SiteRecord, "id" | "name" | "state" | "backupStore">;

/** For each pair of sites: whether the one can bring back what was captured at the other. */
export function feasibilityOf(sites: readonly Known[], served: ReadonlySet<string>): RecoveryFeasibility[] {
  return sites.flatMap((from) => sites.filter((to) => to.id !== from.id).map((to) => judge(from, to, served)));
}

function judge(from: Known, to: Known, served: ReadonlySet<string>): RecoveryFeasibility {
  const pair = { siteId: from.id, recoverySiteId: to.id };
  if (from.backupStore === null || from.backupStore !== to.backupStore) {
    return {
      ...pair,
      possible: false,
      finding: `${to.name} is not known to read the backups of ${from.name}`,
      detail:
        "Both sites must name the same backup store. An administrator can enter it on the sites' pages; until then copies count at their own site only.",
    };
  }
  const without = [from, to].filter(({ id }) => !served.has(id)).map(({ name }) => name);
  if (without.length > 0) {
    return {
      ...pair,
      possible: false,
      finding: `${without.join(" and ")} ${plural(without.length, "has", "have")} no service account`,
      detail:
        "Backup records are exported and imported by the sites' service accounts. An administrator can register one on the site's page.",
    };
  }
  const unreachable = to.state === "unreachable" ? ` ${to.name} does not answer at this moment.` : "";
  return {
    ...pair,
    possible: true,
    finding: `${to.name} reads the same backup store`,
    detail: `The record of each backup is kept, so that ${to.name} can restore it even when ${from.name} is lost.${unreachable}`,
  };
}
