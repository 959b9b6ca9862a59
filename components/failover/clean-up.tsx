import Link from "next/link";

import { Callout } from "@/components/callout";
import { Button } from "@/components/ui/button";
import type { FailoverDetail } from "@/lib/domain/failover-view";

/** How the removal goes, where there is one. */
export function CleanUp({ failover: { undo, cleanup, purpose, to, run } }: { failover: FailoverDetail }) {
  if (!undo) return null;
  const link = (
    <Button asChild size="sm">
      <Link href={`/runs/${undo.runId}`}>Look at the removal</Link>
    </Button>
  );
  if (cleanup === "running")
    return (
      <Callout tone="running" title="What was made is being removed" className="mb-3" actions={link}>
        Each thing of the ledger in turn; a new listing then proves that nothing is left.
      </Callout>
    );
  if (cleanup === "leftovers") {
    const left = run.created.filter(({ removedAt }) => removedAt === null);
    return (
      <Callout tone="breach" title={`Something is left at ${to.name}`} className="mb-3" actions={link}>
        {left.length > 0 ? `${left.map(({ name, resourceId }) => name || resourceId).join(", ")}. ` : null}
        Its run says why; {purpose === "drill" ? "end the drill" : "undo it"} again when that is mended.
      </Callout>
    );
  }
  return (
    <p className="mb-3 text-ink-2">
      <Link href={`/runs/${undo.runId}`} className="quiet-link">
        The removal, step by step
      </Link>
      .
    </p>
  );
}
