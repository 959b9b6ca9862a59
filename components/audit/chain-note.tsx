"use client";

import { useAuditChain } from "@/components/audit/use-audit";
import { formatNoun } from "@/lib/domain/format";
import { Glyph } from "@/components/glyph";
import { TimeAgo } from "@/components/time";
import { Button } from "@/components/ui/button";

/** Whether every record still follows from the one before: a changed or missing one would show. */
export function ChainNote() {
  const { data, error, isFetching, refetch } = useAuditChain();
  return (
    <span role="status" className="inline-flex flex-wrap items-center gap-x-2">
      {data ? (
        data.holds ? (
          <span className="inline-flex items-center gap-1.5 text-kept">
            <Glyph shape="immutable" className="size-3" />
            The chain of {formatNoun(data.records, "record")} holds
          </span>
        ) : (
          <span className="inline-flex items-center gap-1.5 text-critical">
            <Glyph shape="critical" className="size-3" />
            The chain breaks at record {data.firstBreakId}: it or one before it was changed
          </span>
        )
      ) : (
        <span className="text-ink-3">{error ? "The chain could not be checked" : "Checking the chain"}</span>
      )}
      {data ? (
        <span className="text-xs text-ink-3">
          checked <TimeAgo at={data.checkedAt} />
        </span>
      ) : null}
      {data || error ? (
        <Button
          size="sm"
          variant="link"
          pending={isFetching}
          onClick={() => void refetch()}
          className="text-xs font-normal"
        >
          Check again
        </Button>
      ) : null}
    </span>
  );
}
