import "server-only";
import { AppError } from "@/lib/domain/errors";
import type { Actor } from "@/lib/domain/permissions";
import { selection } from "@/lib/domain/plan";
import { commitFailover as commit } from "@/lib/workflows/start";
import { requireFreshSignIn } from "../fresh-sign-in";
import { requireFailover } from "./read";

type Asked = { failoverId: string; confirmation: string };

/** Makes a failover final, after the plan's name was typed by someone who has just signed in. */
export async function commitFailover(
  actor: Actor,
  { failoverId, confirmation }: Asked,
): Promise<{ runId: string | null }> {
  const { plan } = await requireFailover(actor, failoverId);
  await requireFreshSignIn(actor);
  if (confirmation.trim() !== plan.name)
    throw new AppError("invalid", `Type ${plan.name} to confirm.`, {
      safe: "Nothing was changed.",
      fields: { confirmation: `Type ${plan.name} here.` },
    });
  return commit({ plan: { ...plan, selection: selection.parse(plan.selection) }, actor, failoverId });
}
