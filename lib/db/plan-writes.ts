import { AppError } from "@/lib/domain/errors";
import type { Scope } from "@/lib/domain/permissions";
import type { PlanInput, Selection } from "@/lib/domain/plan";
import type { Tx } from "./client";
import { seal, unseal } from "./seal";

type PlanPlace = Scope & { projectName: string; ownerUserId: string; ownerUserName: string };

/** Writes a new plan; the promise is appended apart. Throws `conflict` when the name is taken in the project. */
export async function insertPlan(
  tx: Tx,
  { place, input, at }: { place: PlanPlace; input: PlanInput; at: Date },
): Promise<string> {
  await claimName(tx, place, { name: input.name, planId: null });
  const userData = mergeUserData(null, input.userData);
  const row = await tx.plan.create({
    data: { ...place, ...columnsOf(input), userDataSealed: userData, activatedAt: at, createdAt: at },
    select: { id: true },
  });
  return row.id;
}

type Edit = {
  scope: Scope;
  planId: string;
  input: PlanInput;
  userDataSealed: string | null;
  /** Slots up to here count as passed over; null: as they were. */
  passOver: Date | null;
};

/** Writes everything but the promise. User data of servers that the input does not name stays as it is. */
export async function updatePlan(tx: Tx, { scope, planId, input, userDataSealed, passOver }: Edit): Promise<void> {
  await claimName(tx, scope, { name: input.name, planId });
  await tx.plan.update({
    where: { id: planId },
    data: {
      ...columnsOf(input),
      userDataSealed: mergeUserData(userDataSealed, input.userData),
      ...(passOver === null ? {} : { lastSlotAt: passOver }),
    },
  });
}

/** A pause leaves every checkpoint; only the schedule stands still. */
export async function pausePlanRow(
  tx: Tx,
  { planId, reason, at }: { planId: string; reason: string; at: Date },
): Promise<void> {
  await tx.plan.update({ where: { id: planId }, data: { state: "paused", pausedReason: reason, pausedAt: at } });
}

/** Slots that passed during the pause are passed over: they were not missed, they were not wanted. */
export async function resumePlanRow(tx: Tx, { planId, at }: { planId: string; at: Date }): Promise<void> {
  await tx.plan.update({
    where: { id: planId },
    data: { state: "active", pausedReason: null, pausedAt: null, lastSlotAt: at },
  });
}

type Turned = { planId: string; siteId: string; recoverySiteId: string; selection: Selection; at: Date };

/** The plan runs in the other direction from now on; slots up to here count as passed over. */
export async function turnPlanRound(tx: Tx, { planId, siteId, recoverySiteId, selection, at }: Turned): Promise<void> {
  await tx.plan.update({ where: { id: planId }, data: { siteId, recoverySiteId, selection, lastSlotAt: at } });
}

/** The row stays, so that checkpoints and history keep their plan. */
export async function removePlanRow(tx: Tx, { planId, at }: { planId: string; at: Date }): Promise<void> {
  await tx.plan.update({ where: { id: planId }, data: { deletedAt: at, userDataSealed: null } });
}

/** Pins whatever holds data, so that neither retention nor a later clean-up touches it. */
export async function keepCheckpointsForEver(tx: Tx, planId: string, reason: string): Promise<void> {
  await tx.checkpoint.updateMany({
    where: { planId, goneAt: null, pinned: false, state: { in: ["usable", "partial"] } },
    data: { pinned: true, pinnedReason: reason },
  });
}

/** Serialises changes of one plan until the transaction ends, and says whether it still exists in this project. */
export async function lockPlan(tx: Tx, { cloudId, projectId }: Scope, planId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select "id" from "Plan"
     where "id" = ${planId} and "cloudId" = ${cloudId} and "projectId" = ${projectId} and "deletedAt" is null
       for update`;
  return rows.length === 1;
}

/** Server id → user data, as the plan supplies it to the capture. */
export function readUserData(sealed: string | null): Record<string, string> {
  // What was sealed here was written by mergeUserData below, and the seal proves that nobody changed it.
  return sealed === null ? {} : (JSON.parse(unseal(sealed, "user-data")) as Record<string, string>);
}

function mergeUserData(before: string | null, change: Record<string, string>): string | null {
  const merged = Object.entries({ ...readUserData(before), ...change }).filter(([, text]) => text !== "");
  return merged.length === 0 ? null : seal(JSON.stringify(Object.fromEntries(merged)), "user-data");
}

function columnsOf(input: PlanInput) {
  const { objective: _objective, userData: _userData, ...columns } = input;
  return columns;
}

// A lock on the name, not a unique index: deleted plans keep theirs, and the refusal must be readable.
async function claimName(
  tx: Tx,
  { cloudId, projectId }: Scope,
  { name, planId }: { name: string; planId: string | null },
) {
  const wanted = name.toLowerCase();
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`plan-name/${cloudId}/${projectId}/${wanted}`}, 0))`;
  const taken = await tx.$queryRaw<{ name: string }[]>`
    select "name" from "Plan"
     where "cloudId" = ${cloudId} and "projectId" = ${projectId} and "deletedAt" is null
       and lower("name") = ${wanted} and "id" is distinct from ${planId}
     limit 1`;
  const [other] = taken;
  if (other === undefined) return;
  throw new AppError("conflict", `This project already has a plan named ${other.name}`, {
    safe: "Nothing was saved.",
    remedy: "Choose another name; upper and lower case do not tell plans apart.",
    fields: { name: "Taken by another plan of this project" },
  });
}
