import { countOf, plural } from "@/lib/domain/format";
import { PROVE_KEY, removalKey, removalOrder } from "@/lib/domain/remove-restored";
import { AppError } from "@/lib/domain/errors";
import { removeRestoredInput, type RemoveRestoredInput } from "@/lib/domain/restore-steps";
import { markRemoved } from "@/lib/db/ledger";
import { removeThing, stillThere } from "@/lib/protection/restore/remove";
import { planCloud } from "../cloud";
import type { Flow, FlowEnd, FlowRun } from "../flow";

/** Removes everything that a restore made, users before what they use, and lists again to prove it. */
export const removeRestored: Flow = { run: carryOut };

async function carryOut(run: FlowRun): Promise<FlowEnd> {
  const { restoreRunId, things } = removeRestoredInput.parse(run.row.input);
  await removeAll(run, restoreRunId, things);
  return { state: "succeeded", result: { removed: things.length } };
}

/** Removes what the maker's run noted in its ledger; throws when a new look still finds something of it. */
export async function removeAll(run: FlowRun, makerId: string, things: RemoveRestoredInput["things"]): Promise<void> {
  const planId = run.row.planId ?? "";
  const cloudOf = (siteId: string) => planCloud({ planId, siteId, projectId: run.row.projectId, requestId: run.id });
  for (const thing of removalOrder(things)) {
    const gone = async () => {
      const removed = await removeThing(await cloudOf(thing.siteId), thing);
      const { siteId, kind, resourceId } = thing;
      if (removed) await markRemoved(makerId, { siteId, kind, resourceId }, new Date());
      return removed;
    };
    await run.waitFor(removalKey(thing), gone, { everySeconds: 3, timeoutSeconds: 10 * 60 });
  }
  const left = await run.step(PROVE_KEY, () => stillThere(cloudOf, things));
  if (left.length > 0)
    throw new AppError(
      "conflict",
      `${left.length} of ${countOf(things.length, "thing")} ${plural(left.length, "is", "are")} still there after removal.`,
      {
        safe: "Checkpoints and originals are untouched.",
        remedy: "Try again.",
      },
    );
}
