import type { Consistency, ExposureView, ProtectionState, Rung } from "./plan";
import type { Demand, Membership, RecoveryPoint } from "./recovery-point";
import { usableSpan } from "./recovery-point";
import { bindingTarget, type Target, type TargetVersion } from "./rpo-target";

const AT_RISK_SHARE = 0.8;

/** The point that would be restored at `at`: the newest capture among those usable then. */
export function bestPoint(points: readonly RecoveryPoint[], at: number, demand: Demand): RecoveryPoint | null {
  let best: RecoveryPoint | null = null;
  for (const point of points) {
    if (best && point.capturedAt <= best.capturedAt) continue;
    const span = usableSpan(point, demand);
    if (span && span.from <= at && at < span.to) best = point;
  }
  return best;
}

/** The instant after which data would be lost; null when nothing could be restored. Late joiners keep clocks of their own. */
export function safeUntil(
  points: readonly RecoveryPoint[],
  at: number,
  demand: Demand,
  members: readonly Membership[] = [],
): number | null {
  const point = bestPoint(points, at, demand);
  if (!point) return null;
  const held = new Set(point.members);
  const lacking = members.filter(
    (member) =>
      (point.members ? !held.has(member.id) : member.joinedAt > point.capturedAt) &&
      member.joinedAt <= at &&
      (member.leftAt ?? Infinity) > at,
  );
  return Math.min(point.capturedAt, ...lacking.map((member) => member.joinedAt));
}

/** How much work would be lost if disaster struck at `at`, in milliseconds; null when nothing could be restored. */
export function exposureMs(
  points: readonly RecoveryPoint[],
  at: number,
  demand: Demand,
  members: readonly Membership[] = [],
): number | null {
  const since = safeUntil(points, at, demand, members);
  return since === null ? null : at - since;
}

/** The same for one resource: points that hold it count, partial ones too. Points must say their members. */
export function resourceExposureMs(
  points: readonly RecoveryPoint[],
  resourceId: string,
  at: number,
  demand: Demand,
): number | null {
  const holding = points
    .filter((point) => point.members?.includes(resourceId))
    .map((point) => ({ ...point, complete: true }));
  return exposureMs(holding, at, demand);
}

/** The rungs side by side: local ≤ offsite ≤ verified, because a copy climbs one after the other. */
export function exposurePerRung(
  points: readonly RecoveryPoint[],
  at: number,
  level: Consistency = "crash",
): Record<Rung, number | null> {
  const on = (rung: Rung) => exposureMs(points, at, { rung, level });
  return { local: on("local"), offsite: on("offsite"), verified: on("verified") };
}

/** By how many times the promise is missed: 1 is still kept, 2 severe, 4 critical. */
export function severityOf(
  exposure: number | null,
  rpoMs: number,
): "kept" | "at-risk" | "breach" | "severe" | "critical" {
  if (exposure === null || exposure > 4 * rpoMs) return "critical";
  if (exposure > 2 * rpoMs) return "severe";
  if (exposure > rpoMs) return "breach";
  return exposure > AT_RISK_SHARE * rpoMs ? "at-risk" : "kept";
}

export type Verdict = {
  points: readonly RecoveryPoint[];
  versions: readonly TargetVersion[];
  activatedAt: number;
  paused: boolean;
  /** When the next point should be usable: of a running checkpoint its expected end; null: none is foreseen. */
  nextUsableAt: number | null;
  members?: readonly Membership[];
  now: number;
};

/** The plan's state now, and by what it is reached. */
export function exposureNow(verdict: Verdict): ExposureView {
  const target = bindingTarget(verdict.versions, verdict.now);
  const since = safeUntil(verdict.points, verdict.now, target, verdict.members);
  const clock = since ?? (everUsable(verdict, target) ? null : verdict.activatedAt);
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return {
    state: stateNow(verdict, target, since),
    exposureMs: since === null ? null : verdict.now - since,
    since: iso(since),
    perRung: exposurePerRung(verdict.points, verdict.now, target.level),
    breachAt: iso(clock === null ? null : clock + target.rpoMs),
    nextUsableAt: iso(verdict.nextUsableAt),
  };
}

/** Interval plus capture and copy time: what a schedule can keep at best. Null when nothing is scheduled. */
export function achievableRpoMs(intervalMs: number | null, copyP95Ms: number | null): number | null {
  return intervalMs === null ? null : intervalMs + (copyP95Ms ?? 0);
}

/** The 95th percentile of the time from capture to usable, of the newest points; null without history. */
export function copyP95Ms(points: readonly RecoveryPoint[], rung: Rung, newest = 50): number | null {
  const durations = points
    .filter((point) => point.complete && point.usableAt[rung] !== null)
    .sort((a, b) => b.capturedAt - a.capturedAt)
    .slice(0, newest)
    .map((point) => (point.usableAt[rung] ?? point.capturedAt) - point.capturedAt)
    .sort((a, b) => a - b);
  return durations[Math.ceil(durations.length * 0.95) - 1] ?? null;
}

function stateNow(
  { now, paused, nextUsableAt, ...verdict }: Verdict,
  target: Target,
  since: number | null,
): ProtectionState {
  if (since === null) return everUsable({ ...verdict, now }, target) ? "critical" : "not-yet-protected";
  const severity = severityOf(now - since, target.rpoMs);
  if (severity !== "kept" && severity !== "at-risk") return severity;
  // A pause excuses nothing: once the promise is broken, the verdict shows.
  if (paused) return "paused";
  const comesLate = nextUsableAt !== null && nextUsableAt > since + target.rpoMs;
  return comesLate ? "at-risk" : severity;
}

function everUsable({ points, now }: Pick<Verdict, "points" | "now">, demand: Demand): boolean {
  return points.some((point) => (usableSpan(point, demand)?.from ?? Infinity) <= now);
}
