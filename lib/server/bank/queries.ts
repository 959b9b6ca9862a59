import "server-only";
import { selectBankContent } from "@/lib/db/bank-export";
import { selectBank } from "@/lib/db/banks";
import { selectSiteNames } from "@/lib/db/sites";
import type { BankView } from "@/lib/domain/bank-page";
import { AppError } from "@/lib/domain/errors";
import type { Actor } from "@/lib/domain/permissions";
import type { Runbook } from "@/lib/domain/runbook";
import { makeRunbook } from "@/lib/protection/bank/runbook";
import { cloudFor } from "../cloud";
import { requirePlan } from "../plans/read";

/** Null: the plan has no recovery site, and so no bank. */
export async function bankOf(actor: Actor, planId: string): Promise<BankView | null> {
  const plan = await requirePlan(actor, planId);
  if (plan.recoverySiteId === null) return null;
  const [row, names] = await Promise.all([selectBank(planId), selectSiteNames(actor.cloudId)]);
  // Of a bank at an earlier recovery site only the key is still true.
  const here = row?.siteId === plan.recoverySiteId ? row : null;
  return {
    siteName: names.get(plan.recoverySiteId) ?? plan.recoverySiteId,
    place: here?.place ?? "",
    writtenAt: here?.writtenAt?.toISOString() ?? null,
    triedAt: here?.triedAt?.toISOString() ?? null,
    problem: here?.problem ?? null,
    keyShownAt: row?.keyShownAt?.toISOString() ?? null,
    hasKey: row !== null,
  };
}

/** As it is now, for what the recovery site offers now. */
export async function runbookFor(actor: Actor, planId: string): Promise<{ name: string; runbook: Runbook }> {
  const plan = await requirePlan(actor, planId);
  if (plan.recoverySiteId === null)
    throw new AppError("conflict", `${plan.name} has no recovery site.`, { remedy: "Edit the plan and choose one." });
  const cloud = await cloudFor(actor, plan.recoverySiteId);
  const runbook = await makeRunbook(cloud, await selectBankContent(planId, new Date()));
  if (runbook) return { name: plan.name, runbook };
  throw new AppError("conflict", `${plan.name} has no checkpoint to write a runbook of.`, {
    remedy: "Take a checkpoint first.",
  });
}
