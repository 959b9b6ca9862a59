import "server-only";
import { insertAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/client";
import { lockPlan } from "@/lib/db/plan-writes";
import { selectRecovery, upsertRecovery } from "@/lib/db/recovery";
import { canonicalJson } from "@/lib/domain/canonical-json";
import { AppError } from "@/lib/domain/errors";
import { json } from "@/lib/domain/json";
import type { Actor } from "@/lib/domain/permissions";
import { orderOf } from "@/lib/domain/recovery-order";
import type { RecoveryChange } from "@/lib/domain/recovery-page";
import type { RecoverySettings } from "@/lib/domain/recovery-settings";
import { noSuchPlan, requirePlan } from "../plans/read";
import { planObject } from "../plans/save";
import { NO_RECOVERY_SITE } from "./load";

/** Writes how a plan comes back. What is as it was is not written again. */
export async function setRecovery(actor: Actor, { planId, settings, found }: RecoveryChange): Promise<null> {
  const plan = await requirePlan(actor, planId);
  if (plan.recoverySiteId === null)
    throw new AppError("conflict", NO_RECOVERY_SITE.message, {
      safe: "Nothing was saved.",
      remedy: NO_RECOVERY_SITE.remedy,
    });
  requireOrder(settings);
  await inTransaction(async (tx) => {
    if (!(await lockPlan(tx, actor, planId))) throw noSuchPlan();
    const before = await selectRecovery(planId, tx);
    if (!same(before, found))
      throw new AppError("conflict", `How ${plan.name} comes back was changed by someone else meanwhile.`, {
        safe: "Their change stays; yours is still on the page.",
        remedy: "Look at the plan's history, then load the page again.",
      });
    if (same(before, settings)) return;
    await upsertRecovery(tx, { planId, settings, by: actor.userName, at: new Date() });
    await insertAudit(tx, {
      actor,
      scope: actor,
      action: "recovery.set",
      object: planObject(planId, plan.name),
      result: "done",
      before: json.parse(before),
      after: json.parse(settings),
    });
  });
  return null;
}

function requireOrder({ servers }: RecoverySettings): void {
  const ids = servers.map(({ serverId }) => serverId);
  if (new Set(ids).size !== ids.length)
    throw new AppError("invalid", "A server stands in the order twice.", { safe: "Nothing was saved." });
  orderOf({ servers }, { servers });
}

function same(a: RecoverySettings, b: RecoverySettings): boolean {
  return canonicalJson(json.parse(a)) === canonicalJson(json.parse(b));
}
