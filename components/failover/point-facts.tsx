import { Glyph } from "@/components/glyph";
import { Time } from "@/components/time";
import { toneInk } from "@/components/ui/badge";
import { formatDuration } from "@/lib/domain/format";
import type { FailoverPurpose } from "@/lib/domain/failover";
import type { FailoverPoint } from "@/lib/domain/failover-view";
import { cn } from "@/lib/utils";

type PointFactsProps = {
  point: FailoverPoint;
  purpose: FailoverPurpose;
  /** When the interruption began: what was captured later may hold the damage. */
  impactAt: string | null;
};

/** When it was captured, what choosing it costs, and whether it needs the source. */
export function PointFacts({ point, purpose, impactAt }: PointFactsProps) {
  const { capturedAt, lossMs, offsite, verifiedAt, state } = point;
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
      <Time at={capturedAt} style="datetime-seconds" className="text-xs text-ink" />
      <span className="text-ink-2">
        {purpose === "drill" ? "would lose" : "loses"} {lossWords(lossMs)}
      </span>
      <Mark good={offsite} yes="offsite" no="needs the source" />
      {impactAt && purpose === "real" && capturedAt > impactAt ? (
        <Mark good={false} yes="" no="taken after the impact: it may hold the damage" />
      ) : null}
      {state === "partial" ? <Mark good={false} yes="" no="partial: not everything is in it" /> : null}
      {consistencyWords(point) ? <span>{consistencyWords(point)}</span> : null}
      {verifiedAt ? (
        <span>
          verified <Time at={verifiedAt} className="text-xs" />
        </span>
      ) : null}
    </span>
  );
}

function Mark({ good, yes, no }: { good: boolean; yes: string; no: string }) {
  return (
    <span className={cn("inline-flex items-center gap-1", toneInk[good ? "kept" : "risk"])}>
      <Glyph shape={good ? "complete" : "partial"} className="size-2.5" />
      {good ? yes : no}
    </span>
  );
}

/** Minutes, as the promise is made in them; nothing is nothing. */
export function lossWords(lossMs: number): string {
  return lossMs === 0 ? "nothing" : formatDuration(lossMs);
}

function consistencyWords({ consistency }: FailoverPoint): string | null {
  if (consistency === "application") return "applications settled";
  if (consistency === "filesystem") return "file systems settled";
  return consistency === "crash" ? "as after a power cut" : null;
}
