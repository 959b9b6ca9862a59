import Link from "next/link";

import { Time } from "@/components/time";
import type { FailoverDetail } from "@/lib/domain/failover-view";

/** Who asked for it, from where to where, from which point, and why. */
export function FailoverMeta({ failover }: { failover: FailoverDetail }) {
  const { id, from, to, declaredAt, declaredBy, purpose, mode, pointAt, checkpointId, reason } = failover;
  const what = purpose === "drill" ? "Drill" : mode === "planned" ? "Planned failover" : "Failover after a disaster";
  return (
    <>
      <p>
        {what}, begun <Time at={declaredAt} style="datetime-seconds" /> by {declaredBy} · {from.name} → {to.name}
        {pointAt && checkpointId ? (
          <>
            {" · "}
            <Link href={`/checkpoints/${checkpointId}`} className="quiet-link">
              point of <Time at={pointAt} />
            </Link>
          </>
        ) : null}
        {" · "}
        <Link href={`/runs/${id}`} className="quiet-link">
          its run
        </Link>
      </p>
      <p className="break-words">Reason: {reason}</p>
    </>
  );
}
