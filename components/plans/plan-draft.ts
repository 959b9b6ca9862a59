import type { z } from "zod";
import type { planInput, Schedule, Selection } from "@/lib/domain/plan";
import type { ResourceRef } from "@/lib/domain/resource";

/** What the form holds: the plan as it will be sent, possibly not yet complete. */
export type PlanDraft = z.input<typeof planInput>;

export const PLAN_STEPS = ["what", "when", "keep", "promise", "where", "review"] as const;
export type PlanStep = (typeof PLAN_STEPS)[number];

export const STEP_TITLES: Record<PlanStep, { title: string; question: string }> = {
  what: { title: "What", question: "Which resources belong together?" },
  when: { title: "When", question: "How often is a checkpoint taken?" },
  keep: { title: "How long", question: "Which checkpoints stay?" },
  promise: { title: "Promise", question: "How much may be lost, and how soon must it be back?" },
  where: { title: "Where", question: "From which site to which?" },
  review: { title: "Review", question: "This is what will be saved." },
};

/** The fields that a step answers, as the form names them. */
export const STEP_FIELDS: Record<Exclude<PlanStep, "review">, readonly (keyof PlanDraft)[]> = {
  what: ["name", "description", "siteId", "selection"],
  when: ["schedule", "consistency"],
  keep: ["retention", "fullEvery"],
  promise: ["objective"],
  where: ["recoverySiteId", "offsiteWay", "userData"],
};

/** The step that holds a field, for errors that the server found: "selection.key" → "what". */
export function stepOf(path: string): PlanStep {
  const field = path.split(".")[0] ?? "";
  const found = Object.entries(STEP_FIELDS).find(([, fields]) => fields.some((name) => name === field));
  return PLAN_STEPS.find((step) => step === found?.[0]) ?? "review";
}

type DraftStart = { siteId: string; zone: string; resources?: ResourceRef[] };

/** A plan that would do for most: a checkpoint a night, a week of days and a month of weeks kept. */
export function newDraft({ siteId, zone, resources = [] }: DraftStart): PlanDraft {
  const only = resources.length === 1 ? resources[0] : undefined;
  return {
    name: only && /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,63}$/u.test(only.name) ? only.name : "",
    description: "",
    siteId,
    recoverySiteId: null,
    offsiteWay: "shared-store",
    selection: { by: "fixed", resources },
    schedule: { every: "day", at: "02:00", timeZone: zone },
    retention: { last: 3, hourly: 0, daily: 7, weekly: 4, monthly: 0, maxAgeDays: null },
    fullEvery: 7,
    consistency: "crash",
    objective: { rpoMinutes: 26 * 60, rtoMinutes: 4 * 60, targetPercent: 99, rung: "local" },
    userData: {},
  };
}

/** The same way of choosing, emptied: where the way is changed, nothing of the old one is meant any more. */
export function emptySelection(by: Selection["by"]): Selection {
  switch (by) {
    case "fixed":
      return { by, resources: [] };
    case "metadata":
      return { by, key: "", value: "" };
    case "tag":
      return { by, tag: "" };
    case "server-group":
      return { by, groupId: "", name: "" };
    case "stack":
      return { by, stackId: "", name: "" };
    case "project":
      return { by, kinds: ["OS::Nova::Server", "OS::Cinder::Volume"] };
  }
}

export function emptySchedule(every: Schedule["every"], timeZone: string): Schedule {
  switch (every) {
    case "minutes":
      return { every, n: 30, timeZone };
    case "hours":
      return { every, n: 1, atMinute: 0, timeZone };
    case "day":
      return { every, at: "02:00", timeZone };
    case "week":
      return { every, on: ["sun"], at: "02:00", timeZone };
    case "cron":
      return { every, expression: "0 2 * * 1-5", timeZone };
    case "manual":
      return { every, timeZone };
  }
}
