import "server-only";
import { insertAudit } from "@/lib/db/audit";
import { takeBankKey } from "@/lib/db/banks";
import { inTransaction } from "@/lib/db/client";
import { AppError } from "@/lib/domain/errors";
import type { Actor } from "@/lib/domain/permissions";
import { requirePlan } from "../plans/read";

/** The key of the plan's bank, to the first who asks. */
export async function showKey(actor: Actor, planId: string): Promise<{ key: string }> {
  const { name } = await requirePlan(actor, planId);
  const key = await inTransaction(async (tx) => {
    const taken = await takeBankKey(tx, planId, new Date());
    if (taken !== null)
      await insertAudit(tx, {
        actor,
        scope: actor,
        action: "bank.show-key",
        object: { kind: "plan", id: planId, name },
        result: "done",
      });
    return taken;
  });
  if (key !== null) return { key };
  throw new AppError("conflict", "The key was shown before, or the bank was not written yet.", {
    safe: "The bank goes on being written with the same key.",
  });
}
