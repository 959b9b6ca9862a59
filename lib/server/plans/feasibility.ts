import type { SiteRecord } from "@/lib/db/sites";
import type { RecoveryFeasibility } from "@/lib/domain/plan-preview";

type Known = Pick<SiteRecord, "id" | "name" | "state" | "backupStore">;
type Finding = Pick<RecoveryFeasibility, "possible" | "finding" | "detail">;

/** For each pair of sites and each way: whether the one can bring back what was captured at the other. */
export function feasibilityOf(sites: readonly Known[], served: ReadonlySet<string>): RecoveryFeasibility[] {
  return sites.flatMap((from) =>
    sites
      .filter((to) => to.id !== from.id)
      .flatMap((to): RecoveryFeasibility[] => {
        const pair = { siteId: from.id, recoverySiteId: to.id };
        return [
          { ...pair, way: "shared-store", ...byStore(from, to, served) },
          { ...pair, way: "image-transfer", ...byImage(to) },
        ];
      }),
  );
}

function byStore(from: Known, to: Known, served: ReadonlySet<string>): Finding {
  if (from.backupStore === null || from.backupStore !== to.backupStore) {
    return {
      possible: false,
      finding: `${to.name} is not known to read the backups of ${from.name}`,
      detail:
        "Both sites must name the same backup store; an administrator can enter it on the sites' pages. Sending images needs none.",
    };
  }
  const without = [from, to].filter(({ id }) => !served.has(id)).map(({ name }) => name);
  if (without.length > 0) {
    return {
      possible: false,
      finding: `${without.join(" and ")} ${without.length === 1 ? "has" : "have"} no service account`,
      detail:
        "Backup records are exported and imported by the sites' service accounts. An administrator can register one on the site's page. Sending images needs none.",
    };
  }
  return {
    possible: true,
    finding: `${to.name} reads the same backup store`,
    detail: `With each checkpoint its backups are made known at ${to.name}, which can then restore them even when ${from.name} is lost.${silence(to)}`,
  };
}

function byImage(to: Known): Finding {
  return {
    possible: true,
    finding: `Whole volumes are sent to ${to.name} as images`,
    detail: `It needs no common store and no administrator, but time: with each checkpoint every volume travels in its full size, and its image takes as much room in Glance at ${to.name}.${silence(to)}`,
  };
}

function silence({ name, state }: Known): string {
  return state === "unreachable" ? ` ${name} does not answer at this moment.` : "";
}
