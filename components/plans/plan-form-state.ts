import { PLAN_STEPS, stepOf, type PlanDraft, type PlanStep } from "@/components/plans/plan-draft";
import type { StepMark } from "@/components/plans/step-list";
import { planInput } from "@/lib/domain/plan";
import { minutesWords, retentionWords, selectionWords } from "@/lib/domain/plan-words";
import type { SiteView } from "@/lib/domain/site";

/** What each step says for itself: complete, to be corrected (only once one has been there), or still open. */
export function stepMarks(draft: PlanDraft, visited: ReadonlySet<PlanStep>): Record<PlanStep, StepMark> {
  const parsed = planInput.safeParse(draft);
  const wrong = new Set(parsed.success ? [] : parsed.error.issues.map((issue) => stepOf(issue.path.join("."))));
  if (draft.objective.rung !== "local" && !draft.recoverySiteId) wrong.add("where");
  const mark = (step: PlanStep): StepMark => {
    if (step === "review" || !visited.has(step)) return "open";
    return wrong.has(step) ? "wrong" : "done";
  };
  return Object.fromEntries(PLAN_STEPS.map((step) => [step, mark(step)])) as Record<PlanStep, StepMark>; // one entry per step, by construction
}

const EVERY: Record<PlanDraft["schedule"]["every"], string> = {
  minutes: "every few minutes",
  hours: "by the hour",
  day: "daily",
  week: "weekly",
  cron: "by cron",
  manual: "by hand only",
};

export function stepSummaries(draft: PlanDraft, sites: SiteView[]): Partial<Record<PlanStep, string>> {
  const nameOf = (id: string | null | undefined) => sites.find((site) => site.id === id)?.name;
  const { schedule, objective } = draft;
  const when =
    schedule.every === "minutes"
      ? `every ${schedule.n} min`
      : schedule.every === "hours"
        ? `every ${schedule.n} h`
        : schedule.every === "day"
          ? `daily at ${schedule.at}`
          : EVERY[schedule.every];
  return {
    what: [draft.name, chosenWords(draft.selection)].filter(Boolean).join(": "),
    when,
    keep: retentionWords(draft.retention),
    promise: `${minutesWords(objective.rpoMinutes)} lost, back in ${minutesWords(objective.rtoMinutes)}`,
    where: [nameOf(draft.siteId), nameOf(draft.recoverySiteId)].filter(Boolean).join(" → "),
  };
}

function chosenWords(selection: PlanDraft["selection"]): string {
  return selection.by === "fixed" && selection.resources.length === 0 ? "nothing chosen" : selectionWords(selection);
}
