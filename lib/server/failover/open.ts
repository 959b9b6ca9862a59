import "server-only";
import { selectOpenFailovers } from "@/lib/db/open-failovers";
import { selectSiteNames } from "@/lib/db/sites";
import type { OpenFailover } from "@/lib/domain/open-failover";
import type { Actor } from "@/lib/domain/permissions";

/** The project's open failovers and drills. */
export async function openFailoversOf(actor: Actor): Promise<OpenFailover[]> {
  const [rows, siteNames] = await Promise.all([selectOpenFailovers(actor), selectSiteNames(actor.cloudId)]);
  return rows.map(({ id, planId, planName, purpose, toSiteId, successors }) => ({
    ...{ id, planId, planName, purpose },
    toName: siteNames.get(toSiteId) ?? toSiteId,
    successorIds: successors.map(({ targetId }) => targetId),
  }));
}
