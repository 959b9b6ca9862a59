import "server-only";
import { selectServedSiteIds } from "@/lib/db/sites";
import { AppError } from "@/lib/domain/errors";
import type { Actor } from "@/lib/domain/permissions";
import type { PlanInput, Schedule } from "@/lib/domain/plan";
import type { RecoveryFeasibility } from "@/lib/domain/plan-preview";
import { KIND_WORDS, listWords } from "@/lib/domain/plan-words";
import type { ResourceRef } from "@/lib/domain/resource";
import { checkSchedule } from "@/lib/domain/schedule-text";
import { resolveSelection } from "@/lib/protection/selection";
import { readSurroundings } from "@/lib/protection/surroundings";
import { cloudFor, siteOf } from "../cloud";
import { feasibilityOf } from "./feasibility";

/** Refuses what the shape alone does not show: unknown sites, a schedule that never comes due, resources that are not there. */
export async function checkedMembers(actor: Actor, input: PlanInput): Promise<ResourceRef[]> {
  await requireSites(actor, input);
  requireSchedule(input.schedule, Date.now());
  const cloud = await cloudFor(actor, input.siteId);
  const { members, missing } = await resolveSelection(cloud, input.selection, await readSurroundings(cloud));
  if (missing.length > 0) throw gone(missing);
  return members;
}

export async function requireSites(
  actor: Actor,
  { siteId, recoverySiteId, offsiteWay }: Pick<PlanInput, "siteId" | "recoverySiteId" | "offsiteWay">,
): Promise<void> {
  const site = await siteOf(actor, siteId);
  if (recoverySiteId === null) return;
  const recoverySite = await siteOf(actor, recoverySiteId);
  if (recoverySiteId !== siteId) {
    requireWay(
      feasibilityOf([site, recoverySite], await selectServedSiteIds()).find(
        (one) => one.siteId === siteId && one.way === offsiteWay,
      ),
    );
    return;
  }
  const message = "The recovery site is another one than the plan's own";
  throw new AppError("invalid", `${message}.`, { safe: "Nothing was saved.", fields: { recoverySiteId: message } });
}

function requireWay(found: RecoveryFeasibility | undefined): void {
  if (found === undefined || found.possible) return;
  throw new AppError("invalid", `Copies cannot get to the recovery site this way: ${found.finding}.`, {
    safe: "Nothing was saved.",
    remedy: found.detail,
    fields: { offsiteWay: found.finding },
  });
}

export function requireSchedule(schedule: Schedule, now: number): void {
  const issues = checkSchedule(schedule, now);
  const [first] = issues;
  if (first === undefined) return;
  const fields = Object.fromEntries(issues.map(({ path, message }) => [`schedule.${path}`, message]));
  throw new AppError("invalid", `The schedule cannot be used: ${first.message}`, {
    safe: "Nothing was saved.",
    fields,
  });
}

function gone(missing: ResourceRef[]): AppError {
  const names = listWords(missing.map(({ kind, name, id }) => `${KIND_WORDS[kind].one} ${name || id}`));
  const message = `Not there any more: ${names}`;
  return new AppError("invalid", `${message}.`, {
    safe: "Nothing was saved.",
    remedy: "Take them out of the plan.",
    fields: { "selection.resources": message },
  });
}
