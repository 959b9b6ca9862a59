import type { ObjectiveRow } from "@/lib/db/objectives";
import type { PlanEventRow } from "@/lib/db/timeline-points";
import { retention } from "@/lib/domain/plan";
import { minutesWords, retentionWords } from "@/lib/domain/plan-words";
import type { TimelineEvent } from "@/lib/domain/timeline";

type Window = { from: number; to: number };
type Move = { name: string; joinedAt: Date; leftAt: Date | null };
type Facts = {
  audited: readonly PlanEventRow[];
  objectives: readonly ObjectiveRow[];
  moves: readonly Move[];
  restores: readonly { id: string; title: string; createdAt: Date }[];
};

/** What happened to the plan in the window, in the order of time. */
export function timelineEvents({ audited, objectives, moves, restores }: Facts, window: Window): TimelineEvent[] {
  const inside = ({ at }: TimelineEvent) => at >= window.from && at < window.to;
  return [
    ...audited.flatMap(fromAudit),
    ...targetChanges(objectives),
    ...moves.flatMap(fromMove),
    ...restores.map(fromRestore),
  ]
    .filter(inside)
    .sort((a, b) => a.at - b.at);
}

/** When the schedule stood still, cut to the window; a pause that goes on ends with it. */
export function pausedStretches(audited: readonly PlanEventRow[], window: Window): Window[] {
  const found: Window[] = [];
  let since: number | null = null;
  for (const { action, at } of audited) {
    if (action === "plan.pause") since ??= at.getTime();
    if (action === "plan.resume" && since !== null) {
      found.push({ from: since, to: at.getTime() });
      since = null;
    }
  }
  if (since !== null) found.push({ from: since, to: window.to });
  return found
    .map(({ from, to }) => ({ from: Math.max(from, window.from), to: Math.min(to, window.to) }))
    .filter(({ from, to }) => from < to);
}

function fromAudit({ at, action, actorName, reason, before, after }: PlanEventRow): TimelineEvent[] {
  const event = (kind: TimelineEvent["kind"], text: string): TimelineEvent[] => [
    { at: at.getTime(), kind, text, href: null },
  ];
  if (action === "plan.pause") return event("paused", `paused by ${actorName}${reason ? `: ${reason}` : ""}`);
  if (action === "plan.resume") return event("resumed", `resumed by ${actorName}`);
  if (action === "credential.lost") return event("access", `access lost${reason ? `: ${reason}` : ""}`);
  if (action === "credential.renew") return event("access", `access renewed by ${actorName}`);
  if (action !== "plan.edit") return [];
  const [was, is] = [retentionIn(before), retentionIn(after)];
  if (is !== null && was !== is) return event("retention", `retention changed by ${actorName}: ${is}`);
  return event("settings", `settings changed by ${actorName}`);
}

function retentionIn(value: unknown): string | null {
  if (typeof value !== "object" || value === null || !("retention" in value)) return null;
  const parsed = retention.safeParse(value.retention);
  return parsed.success ? retentionWords(parsed.data) : null;
}

/** The first version is the plan's beginning, not a change. */
function targetChanges(objectives: readonly ObjectiveRow[]): TimelineEvent[] {
  return objectives.slice(1).flatMap((objective, index) => {
    const former = objectives[index];
    if (!former || (former.rpoMinutes === objective.rpoMinutes && former.rung === objective.rung)) return [];
    const text = `promise changed by ${objective.setBy}: ${minutesWords(former.rpoMinutes)} ${former.rung} → ${minutesWords(objective.rpoMinutes)} ${objective.rung}`;
    return [{ at: objective.fromAt.getTime(), kind: "target", text, href: null }];
  });
}

function fromMove({ name, joinedAt, leftAt }: Move): TimelineEvent[] {
  return [
    { at: joinedAt.getTime(), kind: "joined" as const, text: `${name} joined`, href: null },
    ...(leftAt ? [{ at: leftAt.getTime(), kind: "left" as const, text: `${name} left`, href: null }] : []),
  ];
}

function fromRestore({ id, title, createdAt }: Facts["restores"][number]): TimelineEvent {
  return { at: createdAt.getTime(), kind: "restore", text: title, href: `/runs/${id}` };
}
