"use client";

import { toast } from "sonner";
import { CopyId } from "@/components/copy-id";
import { Facts } from "@/components/facts";
import { formatDuration, formatNoun } from "@/lib/domain/format";
import { RunTimes } from "@/components/plans/next-runs";
import { resultOf, useRenewCredential } from "@/components/plans/use-plans";
import { WriteButton } from "@/components/runs/write-button";
import { SectionHeading } from "@/components/section-heading";
import { StatusText } from "@/components/status-badge";
import { Time } from "@/components/time";
import type { PlanDetail } from "@/lib/domain/plan";
import {
  CONSISTENCY_WORDS,
  fullEveryWords,
  minutesWords,
  retentionWords,
  RUNG_WORDS,
  selectionWords,
} from "@/lib/domain/plan-words";

type PlanSettingsProps = { plan: PlanDetail; canWrite: boolean };

/** Every value of the plan, as it is now. */
export function PlanSettings({ plan, canWrite }: PlanSettingsProps) {
  const { objective } = plan;
  return (
    <section aria-labelledby="settings">
      <SectionHeading id="settings">Settings</SectionHeading>
      <div className="grid items-start gap-x-8 lg:grid-cols-2">
        <Facts
          facts={[
            { label: "Resources", value: selectionWords(plan.selection) },
            { label: "Site", value: plan.siteName },
            { label: "Recovery site", value: plan.recoverySiteName ?? "none: the loss of the site is not covered" },
            { label: "Schedule", value: plan.scheduleText },
            {
              label: "Next runs",
              value:
                plan.nextRuns.length === 0 ? "none" : <RunTimes times={plan.nextRuns} zone={plan.schedule.timeZone} />,
            },
            { label: "Kept", value: `${retentionWords(plan.retention)}; ${fullEveryWords(plan.fullEvery)}` },
          ]}
        />
        <Facts
          facts={[
            { label: "RPO", value: `${minutesWords(objective.rpoMinutes)}, ${objective.targetPercent} % of the time` },
            { label: "RTO", value: minutesWords(objective.rtoMinutes) },
            { label: "Counts from", value: RUNG_WORDS[objective.rung] },
            {
              label: "Achievable RPO",
              value: plan.achievableRpoMs === null ? "nothing is scheduled" : formatDuration(plan.achievableRpoMs),
            },
            { label: "Consistency wished", value: CONSISTENCY_WORDS[plan.consistency] },
            {
              label: "User data",
              value:
                plan.hasUserData.length === 0
                  ? "none supplied"
                  : `supplied for ${formatNoun(plan.hasUserData.length, "server")}`,
            },
            { label: "Access", value: <Access plan={plan} canWrite={canWrite} /> },
            { label: "Id", value: <CopyId id={plan.id} whole label="plan id" /> },
          ]}
        />
      </div>
    </section>
  );
}

function Access({ plan, canWrite }: PlanSettingsProps) {
  const { credential } = plan;
  const renew = useRenewCredential(plan.id);
  const start = async () => {
    const result = await resultOf(renew.mutateAsync(undefined));
    if (result.ok) toast.success("The application credential is renewed");
    else toast.error(result.error.message, { description: result.error.remedy });
  };
  return (
    <div className="flex flex-wrap items-start justify-between gap-2">
      <div className="min-w-0">
        <StatusText kind="credential" state={credential.state} />
        {credential.createdAt ? (
          <p className="text-xs text-ink-3">
            application credential of {credential.userName ?? "an unknown user"}, made{" "}
            <Time at={credential.createdAt} className="text-xs" />
            {credential.expiresAt ? (
              <>
                , ends <Time at={credential.expiresAt} className="text-xs" />
              </>
            ) : null}
            {credential.checkedAt ? (
              <>
                , last accepted <Time at={credential.checkedAt} className="text-xs" />
              </>
            ) : null}
          </p>
        ) : null}
        {credential.state === "active" ? (
          <p className="text-xs text-ink-3">
            {credential.restricted
              ? "Held to access rules: it can do only what checkpoints and restores need."
              : `Not held to access rules${credential.problem ? `: ${credential.problem}` : "."}`}
          </p>
        ) : null}
      </div>
      <WriteButton size="sm" canWrite={canWrite} pending={renew.isPending} onClick={() => void start()}>
        Renew
      </WriteButton>
    </div>
  );
}
