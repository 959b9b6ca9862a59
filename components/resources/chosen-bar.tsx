import Link from "next/link";

import { newPlanHref } from "@/components/resources/resource-words";
import { Button } from "@/components/ui/button";
import { countWords } from "@/lib/domain/plan-words";
import { RESOURCE_KINDS, type ResourceRef } from "@/lib/domain/resource";

type ChosenBarProps = { siteId: string; chosen: readonly ResourceRef[]; onClear: () => void };

/** What was ticked, over pages and kinds, on its way to one plan. */
export function ChosenBar({ siteId, chosen, onClear }: ChosenBarProps) {
  const words = countWords(
    RESOURCE_KINDS.map((kind) => ({ kind, count: chosen.filter((each) => each.kind === kind).length })),
  );
  return (
    <div role="status" className="empty:hidden">
      {chosen.length > 0 ? (
        <div className="mb-3 flex flex-wrap items-center gap-2 rounded-md border border-line bg-subtle px-3 py-1.5">
          <span className="mr-auto">{words} chosen</span>
          <Button size="sm" variant="ghost" onClick={onClear}>
            Choose none
          </Button>
          <Button asChild size="sm" variant="default">
            <Link href={newPlanHref(siteId, chosen)}>Make a plan of them</Link>
          </Button>
        </div>
      ) : null}
    </div>
  );
}
