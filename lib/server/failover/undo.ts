import "server-only";
import { selectStanding } from "@/lib/db/ledger";
import { selectGivenUp } from "@/lib/db/old-servers";
import { AppError } from "@/lib/domain/errors";
import { failoverRunInput } from "@/lib/domain/failover";
import type { Actor } from "@/lib/domain/permissions";
import { selectWorkRun } from "@/lib/db/runs";
import { isLive } from "@/lib/domain/run-words";
import { startUndoFailover } from "@/lib/workflows/start";
import { requireFailover } from "./read";

type Asked = { failoverId: string; confirmation: string };

/** Takes away all that a failover or a drill made, and starts the source again where it was shut down. */
export async function undoFailover(actor: Actor, { failoverId, confirmation }: Asked): Promise<{ runId: string }> {
  const { failover, plan } = await requireFailover(actor, failoverId);
  const run = await selectWorkRun(failoverId);
  if (!run || isLive(run.state))
    throw new AppError("conflict", "It is still under way.", {
      safe: "It goes on.",
      remedy: "Cancel its run first, or wait until it has ended.",
    });
  if (failover.workload === "committed" || failover.workload === "undone" || failover.cleanup === "running")
    throw new AppError("conflict", "It was committed or undone before.", { safe: "Nothing was changed." });
  const drill = failover.purpose === "drill";
  if (!drill && confirmation.trim() !== plan.name)
    throw new AppError("invalid", `Type ${plan.name} to confirm.`, {
      safe: "Nothing was changed.",
      fields: { confirmation: `Type ${plan.name} here.` },
    });
  const { quiet } = failoverRunInput.parse(run.input);
  return startUndoFailover({
    plan,
    actor,
    drill,
    input: {
      failoverId,
      things: await selectStanding(failoverId),
      start: [...quiet].reverse(),
      giveBack: await selectGivenUp(failoverId),
      sourceSiteId: failover.fromSiteId,
      targetSiteId: failover.toSiteId,
    },
  });
}
