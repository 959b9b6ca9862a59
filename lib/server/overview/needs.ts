import { plural } from "@/lib/domain/format";
import type { RunNeed } from "@/lib/db/overview";
import { formatMinutes } from "./words";
import type { NeedView } from "@/lib/domain/overview";
import type { CoverageView } from "@/lib/domain/overview";
import type { PlanView } from "@/lib/domain/plan";
import { countWords, minutesWords } from "@/lib/domain/plan-words";
import type { SiteView } from "@/lib/domain/site";

export type NeedFacts = {
  plans: readonly PlanView[];
  runs: readonly RunNeed[];
  sites: readonly SiteView[];
  coverage: CoverageView | null;
};

/** Smaller is worse. */
const HARM: Record<NeedView["kind"], number> = {
  "no-point": 0,
  credential: 1,
  breach: 2,
  site: 3,
  failed: 4,
  "run-failed": 5,
  waiting: 6,
  partial: 7,
  unprotected: 8,
  paused: 9,
};

/** What a person should look at, most harmful first; one line a plan, its worst. */
export function needsOf({ plans, runs, sites, coverage }: NeedFacts): NeedView[] {
  const all = [
    ...plans.flatMap((plan) => planNeed(plan) ?? []),
    ...runs.map(runNeed),
    ...sites.flatMap(siteNeed),
    ...coverageNeed(coverage),
  ];
  return all.sort((a, b) => HARM[a.kind] - HARM[b.kind]);
}

function planNeed(plan: PlanView): NeedView | null {
  const { exposure, credential, lastCheckpoint, objective } = plan;
  const need = (
    kind: NeedView["kind"],
    tone: NeedView["tone"],
    text: string,
    more: Partial<Pick<NeedView, "since" | "action">> = {},
  ): NeedView => ({
    id: `plan-${plan.id}`,
    kind,
    tone,
    subject: plan.name,
    text,
    since: more.since ?? null,
    action: more.action ?? { label: "Open plan", href: `/plans/${plan.id}` },
  });
  const renew = { label: "Renew access", href: `/plans/${plan.id}#credential` };
  const why =
    lastCheckpoint && lastCheckpoint.state === "failed" && lastCheckpoint.cause
      ? ` The last checkpoint failed: ${lastCheckpoint.cause}`
      : "";
  const open =
    lastCheckpoint && ["failed", "partial"].includes(lastCheckpoint.state)
      ? { label: "Open checkpoint", href: `/checkpoints/${lastCheckpoint.id}` }
      : undefined;
  if (credential.state === "lost")
    return need(
      exposure.since === null ? "no-point" : "credential",
      exposure.since === null ? "critical" : "breach",
      `can take no checkpoint: its access was lost${credential.problem ? ` (${sentenceless(credential.problem)})` : ""}.`,
      { action: renew, since: exposure.since },
    );
  if (exposure.state === "critical" && exposure.since === null)
    return need("no-point", "critical", `has no point to restore from any more.${why}`, { action: open });
  if (exposure.state === "not-yet-protected" && !(lastCheckpoint?.state === "running" || plan.runningRunId))
    return need("no-point", "breach", `has no checkpoint to restore from yet.${why}`, {
      action: open ?? { label: "Take checkpoint", href: `/plans/${plan.id}` },
    });
  if (["breach", "severe", "critical"].includes(exposure.state)) {
    const over = (exposure.exposureMs ?? 0) - objective.rpoMinutes * 60_000;
    return need(
      "breach",
      exposure.state === "critical" ? "critical" : "breach",
      `is ${formatMinutes(over)} past its promise of ${minutesWords(objective.rpoMinutes)}.${plan.state === "paused" ? ` It is paused: ${plan.pausedReason ?? "no reason given"}.` : why}`,
      { action: plan.runningRunId ? { label: "Open run", href: `/runs/${plan.runningRunId}` } : open },
    );
  }
  if (lastCheckpoint?.state === "failed")
    return need(
      "failed",
      "breach",
      `failed to take its last checkpoint${lastCheckpoint.cause ? `: ${lastCheckpoint.cause}` : "."}`,
      { action: open },
    );
  if (lastCheckpoint?.state === "partial")
    return need(
      "partial",
      "risk",
      `has a partial checkpoint${lastCheckpoint.cause ? `: ${lastCheckpoint.cause}` : "."}`,
      { action: open },
    );
  if (credential.state === "none" && plan.state === "active" && plan.schedule.every !== "manual")
    return need("credential", "breach", "has no access for scheduled work.", { action: renew });
  if (plan.state === "paused") return need("paused", "idle", `is paused: ${plan.pausedReason ?? "no reason given"}.`);
  return null;
}

function runNeed(run: RunNeed): NeedView {
  const waits = run.state === "waiting";
  return {
    id: `run-${run.id}`,
    kind: waits ? "waiting" : "run-failed",
    tone: waits ? "running" : run.state === "partial" ? "risk" : "breach",
    subject: run.title,
    text: waits ? "waits for you." : run.state === "partial" ? "ended with a part of it undone." : "failed.",
    since: waits ? run.createdAt.toISOString() : (run.endedAt?.toISOString() ?? null),
    action: { label: "Open run", href: `/runs/${run.id}` },
  };
}

function siteNeed(site: SiteView): NeedView[] {
  if (site.state !== "unreachable" && site.state !== "degraded") return [];
  const text =
    site.state === "unreachable" ? "does not answer; checkpoints there have to wait." : "answers only in part.";
  return [
    {
      id: `site-${site.id}`,
      kind: "site",
      tone: site.state === "unreachable" ? "breach" : "risk",
      subject: site.name,
      text: site.problem ? `${text} ${site.problem}` : text,
      since: null,
      action: { label: "Open resources", href: "/resources" },
    },
  ];
}

function coverageNeed(coverage: CoverageView | null): NeedView[] {
  if (!coverage || coverage.unprotected.every(({ count }) => count === 0)) return [];
  const total = coverage.unprotected.reduce((sum, { count }) => sum + count, 0);
  return [
    {
      id: "coverage",
      kind: "unprotected",
      tone: "risk",
      subject: countWords(coverage.unprotected),
      text: `${plural(total, "is", "are")} in no plan: nothing of ${plural(total, "it", "them")} could be restored.`,
      since: null,
      action: { label: "Protect…", href: "/resources" },
    },
  ];
}

const sentenceless = (text: string) => text.replace(/\.$/, "");
