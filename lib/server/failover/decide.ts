import "server-only";
import { insertAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/client";
import { insertDecision } from "@/lib/db/decisions";
import { selectWorkRun } from "@/lib/db/runs";
import { selectProgress, skipStep } from "@/lib/db/steps";
import { AppError } from "@/lib/domain/errors";
import type { Actor } from "@/lib/domain/permissions";
import { isLive } from "@/lib/domain/run-words";

type Asked = { runId: string; stepKey: string; verdict: "passed" | "skipped"; note: string };

/** A person passes a gate that waits, or skips a step that failed, which the next attempt then goes past. */
export async function decideStep(actor: Actor, { runId, stepKey, verdict, note }: Asked): Promise<{ runId: string }> {
  await inTransaction(async (tx) => {
    const run = await selectWorkRun(runId, tx);
    if (!run || run.cloudId !== actor.cloudId || run.projectId !== actor.projectId)
      throw new AppError("not-found", "There is no such run in this project.");
    const state = (await selectProgress(runId))?.steps.get(stepKey);
    if (state === undefined) throw new AppError("not-found", "The run has no such step.");
    if (
      verdict === "passed" ? !stepKey.startsWith("gate:") || !isLive(run.state) : isLive(run.state) || state === "done"
    )
      throw new AppError("conflict", "That cannot be decided about this step now.", {
        safe: "Nothing was changed.",
        remedy:
          verdict === "passed"
            ? "Only a gate that waits is passed."
            : "Only what failed, in a run that has ended, is skipped.",
      });
    if (verdict === "skipped" && note === "")
      throw new AppError("invalid", "Say why it is skipped.", {
        fields: { note: "A reason, for those who read it later." },
      });
    if (!(await insertDecision(tx, { runId, stepKey, verdict, note, by: actor.userName })))
      throw new AppError("conflict", "Someone has decided about this step already.", { safe: "That decision stands." });
    if (verdict === "skipped")
      await skipStep(tx, { runId, key: stepKey, detail: `Skipped by ${actor.userName}: ${note}` });
    await insertAudit(tx, {
      actor,
      scope: run,
      action: "step.decide",
      object: { kind: "run", id: runId, name: run.title },
      result: "done",
      reason: note || null,
      after: { stepKey, verdict },
    });
  });
  return { runId };
}
