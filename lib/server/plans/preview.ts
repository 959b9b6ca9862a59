import "server-only";
import { z } from "zod";
import { countOf } from "@/lib/domain/format";
import { selectPlanPoints, selectSitePoints } from "@/lib/db/plan-points";
import { AppError } from "@/lib/domain/errors";
import { oddTextPath } from "@/lib/domain/odd-text";
import type { Actor } from "@/lib/domain/permissions";
import type { Schedule } from "@/lib/domain/plan";
import type {
  choiceQuestion,
  Choice,
  PromisePreview,
  promiseQuestion,
  RetentionPreview,
  retentionQuestion,
  SchedulePreview,
  selectionQuestion,
  SelectionPreview,
} from "@/lib/domain/plan-preview";
import { RESOURCE_KINDS } from "@/lib/domain/resource";
import { simulate } from "@/lib/domain/retention-simulator";
import { copyP95Ms } from "@/lib/domain/rpo";
import { longestIntervalMs, nextSlots, slotsBetween } from "@/lib/domain/schedule";
import { checkSchedule, scheduleText } from "@/lib/domain/schedule-text";
import { DAY_MS } from "@/lib/domain/zone";
import type { Cloud } from "@/lib/openstack/cloud";
import { resolveSelection } from "@/lib/protection/selection";
import { readSurroundings } from "@/lib/protection/surroundings";
import { cloudFor } from "../cloud";
import { toPoints } from "./history-of";
import { requirePlan } from "./read";

/** A question travels as one JSON text in the address. */
export function questionOf<S extends z.ZodType>(schema: S) {
  const question = z
    .string()
    .max(60_000)
    .transform((text, context): unknown => {
      try {
        const question: unknown = JSON.parse(text);
        if (oddTextPath(question) === null) return question;
        context.addIssue({ code: "custom", message: "The question holds a character that cannot be stored" });
        return z.NEVER;
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        context.addIssue({ code: "custom", message: "The question is no JSON" });
        return z.NEVER;
      }
    });
  return z.object({ question: question.pipe(schema) });
}

/** The members that the selection would take now. */
export async function previewSelection(
  actor: Actor,
  { siteId, selection }: z.output<typeof selectionQuestion>,
): Promise<SelectionPreview> {
  const cloud = await cloudFor(actor, siteId);
  const { members } = await resolveSelection(cloud, selection, await readSurroundings(cloud));
  const counts = RESOURCE_KINDS.map((kind) => ({
    kind,
    count: members.filter((member) => member.kind === kind).length,
  }));
  return { members, counts, seenAt: new Date().toISOString() };
}

export function previewSchedule({ schedule }: { schedule: Schedule }, now = Date.now()): SchedulePreview {
  const [issue] = checkSchedule(schedule, now);
  if (issue) return { problem: issue.message, text: "", nextRuns: [], longestIntervalMs: null };
  return {
    problem: null,
    text: scheduleText(schedule),
    nextRuns: nextSlots(schedule, now, 5).map((at) => new Date(at).toISOString()),
    longestIntervalMs: longestIntervalMs(schedule, now),
  };
}

const INCREMENTAL_SHARE = 0.1;

/** Which points would be alive after the longest rule has been filled. */
export function previewRetention(
  { schedule, retention, fullEvery }: z.output<typeof retentionQuestion>,
  now = Date.now(),
): RetentionPreview {
  const [issue] = checkSchedule(schedule, now);
  if (issue) throw new AppError("invalid", issue.message, { remedy: "Correct the schedule first." });
  const horizonDays = horizonOf({ schedule, retention, fullEvery }, now);
  // A minute past a slot, so that the newest point is the one just taken.
  const start = now - horizonDays * DAY_MS;
  const { points, curve, captured } = simulate({
    schedule,
    retention,
    fullEvery,
    horizonDays,
    now: start,
    incrementalShare: INCREMENTAL_SHARE,
  });
  const iso = (at: number) => new Date(at).toISOString();
  return {
    horizonDays,
    until: iso(now),
    captured,
    points: points.map(({ capturedAt, full, keptBy }) => ({ at: iso(capturedAt), full, keptBy })),
    curve: curve.map(({ at, ...amount }) => ({ at: iso(at), ...amount })),
    incrementalShare: INCREMENTAL_SHARE,
  };
}

const LONGEST_DAYS = 800;
/** Each point that stays is looked at again at every step of the simulation. */
const MANY_KEPT = 2_000;
/** As many captures as can be simulated within a request where most of them stay. */
const MOST_CAPTURES = 10_000;

// Long enough that every rule is full and the oldest points have begun to go.
function horizonOf({ schedule, retention, fullEvery }: z.output<typeof retentionQuestion>, now: number): number {
  const intervalDays = (longestIntervalMs(schedule, now) ?? DAY_MS) / DAY_MS;
  const reach = Math.max(
    retention.last * intervalDays,
    retention.hourly / 24,
    retention.daily,
    retention.weekly * 7,
    retention.monthly * 31,
  );
  const limited = retention.maxAgeDays === null ? reach : Math.min(reach, retention.maxAgeDays);
  const days = Math.min(LONGEST_DAYS, Math.max(14, Math.ceil(limited * 1.25)));
  const { last, hourly, daily, weekly, monthly } = retention;
  if ((last + hourly + daily + weekly + monthly) * fullEvery <= MANY_KEPT) return days;
  const end = slotsBetween(schedule, now, now + days * DAY_MS, MOST_CAPTURES).at(-1) ?? now;
  return Math.min(days, Math.max(1, Math.ceil((end - now) / DAY_MS)));
}

/** What the schedule can keep, by what copies took so far. */
export async function previewPromise(
  actor: Actor,
  { planId, siteId, schedule, rung }: z.output<typeof promiseQuestion>,
  now = new Date(),
): Promise<PromisePreview> {
  const [issue] = checkSchedule(schedule, now.getTime());
  const intervalMs = issue ? null : longestIntervalMs(schedule, now.getTime());
  const since = new Date(now.getTime() - 30 * DAY_MS);
  const own = planId === null ? [] : toPoints(await selectPlanPoints([(await requirePlan(actor, planId)).id], since));
  const ownMs = copyP95Ms(own, rung);
  if (ownMs !== null) return { intervalMs, copyMs: ownMs, measuredOn: "plan", measuredCount: Math.min(50, own.length) };
  const others = toPoints(await selectSitePoints(actor, siteId, { since, limit: 50 }));
  const othersMs = copyP95Ms(others, rung);
  if (othersMs === null) return { intervalMs, copyMs: null, measuredOn: "nothing", measuredCount: 0 };
  return { intervalMs, copyMs: othersMs, measuredOn: "site", measuredCount: others.length };
}

type ChoiceKind = z.output<typeof choiceQuestion>["by"];

/** What a rule can name at the site. */
export async function previewChoices(actor: Actor, { siteId, by }: z.output<typeof choiceQuestion>): Promise<Choice[]> {
  const cloud = await cloudFor(actor, siteId);
  const found = await CHOICES[by](cloud);
  return found.sort((a, b) => a.id.localeCompare(b.id) || a.name.localeCompare(b.name));
}

const CHOICES: Record<ChoiceKind, (cloud: Cloud) => Promise<Choice[]>> = {
  "server-group": async ({ nova }) =>
    (await nova.serverGroups.list()).map(({ id, name, members }) => ({
      id,
      name,
      note: countOf(members.length, "server"),
    })),
  stack: async ({ heat }) =>
    (await heat.stacks.list()).map(({ id, stack_name: name, stack_status: status }) => ({
      id,
      name,
      note: status.toLowerCase().replaceAll("_", " "),
    })),
  metadata: async ({ nova, cinder }) => {
    const [servers, volumes] = await Promise.all([nova.servers.list(), cinder.volumes.list()]);
    return counted([...servers, ...volumes].flatMap(({ metadata }) => Object.entries(metadata)));
  },
  tag: async ({ nova, neutron, projectId }) => {
    const [servers, networks] = await Promise.all([nova.servers.list(), neutron.networks.list()]);
    const own = networks.filter((network) => network.project_id === projectId);
    return counted([...servers, ...own].flatMap(({ tags }) => tags.map((tag): [string, string] => [tag, tag])));
  },
};

function counted(pairs: [string, string][]): Choice[] {
  const counts = new Map<string, Choice & { count: number }>();
  for (const [id, name] of pairs) {
    const key = JSON.stringify([id, name]);
    const count = (counts.get(key)?.count ?? 0) + 1;
    counts.set(key, { id, name, count, note: countOf(count, "resource") });
  }
  return [...counts.values()].map(({ id, name, note }) => ({ id, name, note }));
}
