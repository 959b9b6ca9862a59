"use client";

import { lossWords } from "@/components/failover/point-facts";
import { Stat, StatRow } from "@/components/stat-row";
import { Time } from "@/components/time";
import { useNow } from "@/components/viewer-clock";
import type { FailoverReview } from "@/lib/domain/failover-view";
import { formatDuration, formatGiB, formatNoun, plural } from "@/lib/domain/format";

type ReviewFiguresProps = { review: FailoverReview; impactAt: string | null };

/** What is lost, how soon it is back against what was promised, and from which point. */
export function ReviewFigures({ review, impactAt }: ReviewFiguresProps) {
  const { point, purpose, expectedMs } = review;
  const spread = expectedMs / 4;
  return (
    <StatRow className="mt-4">
      <Stat
        label={purpose === "drill" ? "Would lose" : "Loses"}
        value={point ? lossWords(point.lossMs) : "nothing"}
        note={<LossNote review={review} impactAt={impactAt} />}
      />
      <Stat
        label={purpose === "drill" ? "Expected up in" : "Expected back in"}
        value={formatDuration(expectedMs)}
        against={`${formatDuration(expectedMs - spread)} to ${formatDuration(expectedMs + spread)}`}
        note={<RtoNote review={review} impactAt={impactAt} latestMs={expectedMs + spread} />}
      />
      <Stat
        label="Comes up"
        value={review.counts.servers}
        against={plural(review.counts.servers, "server")}
        note={`${formatNoun(review.counts.volumes, "volume")}, ${formatGiB(review.counts.sizeGiB)}${addressWords(review)}`}
      />
      <Stat
        label="From point"
        value={point ? <Time at={point.capturedAt} className="!font-sans !text-2xl" /> : "its own"}
        note={
          point
            ? point.offsite
              ? "whole at the recovery site"
              : "something of it is at the source only"
            : "taken after the shutdown"
        }
      />
    </StatRow>
  );
}

function addressWords({ counts: { addresses } }: FailoverReview): string {
  return addresses > 0 ? `, ${formatNoun(addresses, "new floating address", "new floating addresses")}` : "";
}

function LossNote({ review: { point, purpose }, impactAt }: ReviewFiguresProps) {
  if (!point) return "nothing is written after the shutdown";
  if (point.lossMs === 0) return "the point is as young as the impact";
  return (
    <>
      written <Time at={point.capturedAt} style="time" showZone={false} className="text-xs" /> –{" "}
      {impactAt && purpose === "real" ? <Time at={impactAt} style="time" className="text-xs" /> : "now"}
    </>
  );
}

/** A time that ends beyond the promise is said to. */
function RtoNote({ review, impactAt, latestMs }: ReviewFiguresProps & { latestMs: number }) {
  const now = useNow();
  const { rtoMinutes, pace } = review;
  const goneMs = impactAt ? Math.max(0, now.getTime() - Date.parse(impactAt)) : 0;
  const late = goneMs + latestMs > rtoMinutes * 60_000;
  const basis =
    pace.measuredOn > 0 ? `measured on ${formatNoun(pace.measuredOn, "volume")}` : "nothing was measured here yet";
  return (
    <>
      objective {formatDuration(rtoMinutes * 60_000)}
      {goneMs > 0 ? `, ${formatDuration(goneMs)} gone` : ""} · {basis}
      {late ? <span className="block text-breach">This may end later than the objective allows.</span> : null}
    </>
  );
}
