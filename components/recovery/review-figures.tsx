"use client";

import type { WizardSite } from "@/components/recovery/wizard-state";
import { Stat, StatRow } from "@/components/stat-row";
import { Time } from "@/components/time";
import { formatDuration, formatGiB, formatNoun, plural } from "@/lib/domain/format";
import type { RestoreReview } from "@/lib/domain/restore";
import type { RestoreSource } from "@/lib/domain/restore-source";

type ReviewFiguresProps = { source: RestoreSource; site: WizardSite | undefined; review: RestoreReview };

/** How much comes back, how soon, and from when. */
export function ReviewFigures({ source, site, review }: ReviewFiguresProps) {
  const { servers, volumes, sizeGiB } = review.counts;
  return (
    <StatRow>
      <Stat
        label="Comes back"
        value={servers > 0 ? servers : volumes}
        against={servers > 0 ? plural(servers, "server") : plural(volumes, "volume")}
        note={servers > 0 ? `${formatNoun(volumes, "volume")}, ${formatGiB(sizeGiB)}` : formatGiB(sizeGiB)}
      />
      <Stat label="Expected in" value={formatDuration(review.expectedMs)} note={paceNote(review)} />
      <Stat
        label="In"
        value={review.steps.length}
        against={plural(review.steps.length, "step")}
        note={review.overwrites.length > 0 ? "some of them change what is there" : "none of them changes what is there"}
      />
      <Stat
        label="From"
        value={<Time at={source.capturedAt} className="!font-sans !text-2xl" />}
        note={site && site.id !== source.siteId ? `${source.siteName} → ${site.name}` : `at ${source.siteName}`}
      />
    </StatRow>
  );
}

function paceNote({ pace }: RestoreReview): string {
  if (pace.measuredOn > 0) return `measured on ${formatNoun(pace.measuredOn, "volume")} restored here`;
  return `assuming ${formatDuration(pace.msPerGiB)} for each GiB: nothing was restored here yet`;
}
