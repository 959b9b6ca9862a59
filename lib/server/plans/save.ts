import "server-only";
import { insertAudit } from "@/lib/db/audit";
import { inTransaction, type Tx } from "@/lib/db/client";
import { recordMembers } from "@/lib/db/members";
import { appendObjective, selectObjectives } from "@/lib/db/objectives";
import { insertPlan, lockPlan, updatePlan } from "@/lib/db/plan-writes";
import type { PlanRow } from "@/lib/db/plans";
import type { AuditAction } from "@/lib/domain/audit";
import { canonicalJson } from "@/lib/domain/canonical-json";
import { AppError } from "@/lib/domain/errors";
import type { Json } from "@/lib/domain/json";
import type { Actor } from "@/lib/domain/permissions";
import type { PlanInput } from "@/lib/domain/plan";
import type { ResourceRef } from "@/lib/domain/resource";
import { ensureCredential, renewCredential } from "../credentials/credentials";
import { toFailure } from "../failure";
import { checkedMembers } from "./checks";
import { noSuchPlan, requirePlan } from "./read";
import { planInputOf, snapshotOf, userDataAfter } from "./snapshot";
import { currentObjective } from "./view";

/** `credentialProblem`: the plan is saved, but its scheduled work has no access yet. */
export type SavedPlan = { planId: string; credentialProblem: string | null };

export async function addPlan(
  actor: Actor,
  input: PlanInput,
  action: Extract<AuditAction, "plan.create" | "plan.import">,
): Promise<SavedPlan> {
  const members = await checkedMembers(actor, input);
  const at = new Date();
  const place = {
    cloudId: actor.cloudId,
    projectId: actor.projectId,
    projectName: actor.projectName,
    ownerUserId: actor.userId,
    ownerUserName: actor.userName,
  };
  const planId = await inTransaction(async (tx) => {
    const id = await insertPlan(tx, { place, input, at });
    await appendObjective(tx, { planId: id, objective: input.objective, setBy: actor.userName, at });
    await recordMembers(tx, id, members, at);
    await insertAudit(tx, {
      actor,
      scope: actor,
      action,
      object: planObject(id, input.name),
      result: "done",
      after: snapshotOf(input, Object.keys(input.userData)),
    });
    return id;
  });
  return { planId, credentialProblem: await withAccess(() => ensureCredential(actor, { ...input, id: planId })) };
}

type Edit = { planId: string; input: PlanInput; found: PlanInput | null };

export async function changePlan(actor: Actor, { planId, input, found }: Edit): Promise<SavedPlan> {
  const [plan, objectives] = await Promise.all([requirePlan(actor, planId), selectObjectives([planId])]);
  const before = planInputOf(plan, currentObjective(objectives));
  refuseStale({ plan, before, found });
  if (input.siteId !== plan.siteId)
    throw new AppError("invalid", "A plan stays at its site: its earlier checkpoints are there.", {
      fields: { siteId: "Cannot be changed" },
    });
  const members = await checkedMembers(actor, input);
  await inTransaction((tx) => writeEdit(tx, { actor, plan, before, input, members }));
  const movesAway = input.recoverySiteId !== null && input.recoverySiteId !== plan.recoverySiteId;
  const access = { ...input, id: planId };
  return {
    planId,
    credentialProblem: await withAccess(() =>
      movesAway ? renewCredential(actor, access) : ensureCredential(actor, access),
    ),
  };
}

type Writing = { actor: Actor; plan: PlanRow; before: PlanInput; input: PlanInput; members: ResourceRef[] };

async function writeEdit(tx: Tx, { actor, plan, before, input, members }: Writing): Promise<void> {
  const at = new Date();
  if (!(await lockPlan(tx, actor, plan.id))) throw noSuchPlan();
  const audit = { actor, scope: actor, object: planObject(plan.id, input.name), result: "done" } as const;
  // Slots of the former schedule were not missed under the new one.
  const passOver = same(before.schedule, input.schedule) ? null : at;
  await updatePlan(tx, { scope: actor, planId: plan.id, input, userDataSealed: plan.userDataSealed, passOver });
  await recordMembers(tx, plan.id, members, at);
  if (!same(before.objective, input.objective)) {
    await appendObjective(tx, { planId: plan.id, objective: input.objective, setBy: actor.userName, at });
    await insertAudit(tx, {
      ...audit,
      action: "objective.set",
      before: { objective: before.objective },
      after: { objective: input.objective },
    });
  }
  const [old, fresh] = [
    snapshotOf({ ...before, objective: input.objective }, userDataAfter(plan.userDataSealed, {})),
    snapshotOf(input, userDataAfter(plan.userDataSealed, input.userData)),
  ];
  if (!same(old, fresh) || Object.keys(input.userData).length > 0)
    await insertAudit(tx, { ...audit, action: "plan.edit", before: old, after: fresh });
}

function refuseStale({ plan, before, found }: { plan: PlanRow; before: PlanInput; found: PlanInput | null }) {
  if (found === null || same({ ...found, userData: {} }, before)) return;
  throw new AppError("conflict", `${plan.name} was changed by someone else while you edited it.`, {
    safe: "Their change stays; yours is still in the form.",
    remedy: "Look at the plan's history, then load the form again.",
  });
}

// The plan is saved either way; its page shows the credential's state and can make a new one.
async function withAccess(work: () => Promise<void>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    const failure = await toFailure(error);
    if (failure.code === "internal") throw error;
    return failure.message;
  }
}

export function planObject(id: string, name: string) {
  return { kind: "plan", id, name };
}

/** Equal values, whatever the order of their keys. */
function same(a: Json, b: Json): boolean {
  return canonicalJson(a) === canonicalJson(b);
}
