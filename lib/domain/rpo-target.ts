import { MINUTE_MS } from "./zone";
import type { Consistency, ObjectiveVersion } from "./plan";
import { weakerDemand, type Demand } from "./recovery-point";

/** A promise from `fromAt` on. Versions are only ever added. Times in epoch milliseconds. */
export type TargetVersion = Demand & { fromAt: number; rpoMs: number };

/** What is asked of the plan at an instant. */
export type Target = Demand & { rpoMs: number };

/** A time in which the same target binds. */
export type TargetSpan = { from: number; to: number; target: Target };

export type TargetOptions = {
  /** Without a ramp a tightened target binds from its first moment. */
  ramp?: boolean;
};

/** The arithmetic's view of stored objectives; `level` is the plan's own, where objectives do not name one. */
export function toTargetVersions(
  objectives: readonly Pick<ObjectiveVersion, "fromAt" | "rpoMinutes" | "rung">[],
  level: Consistency = "crash",
): TargetVersion[] {
  return objectives
    .map((objective) => ({
      fromAt: Date.parse(objective.fromAt),
      rpoMs: objective.rpoMinutes * MINUTE_MS,
      rung: objective.rung,
      level,
    }))
    .sort((a, b) => a.fromAt - b.fromAt);
}

/**
 * The target by which a verdict at `at` is reached. A loosened promise binds at once; a tightened one only after
 * its own new length, because until then nobody could have kept it. Before the first version, the first binds.
 */
export function bindingTarget(
  versions: readonly TargetVersion[],
  at: number,
  { ramp = true }: TargetOptions = {},
): Target {
  const index = currentIndex(versions, at);
  return ramp ? ramped(versions, index, at) : plain(versionAt(versions, index));
}

/** The target as written at `at`: what the chart draws. */
export function writtenTarget(versions: readonly TargetVersion[], at: number): Target {
  return plain(versionAt(versions, currentIndex(versions, at)));
}

/** The stretches of [from, to) in which one target binds, in order and without holes. */
export function targetSpans(
  versions: readonly TargetVersion[],
  window: { from: number; to: number },
  options: TargetOptions = {},
): TargetSpan[] {
  const changes = versions.flatMap((version) => [version.fromAt, version.fromAt + version.rpoMs]);
  const inside = changes.filter((at) => at > window.from && at < window.to);
  const cuts = [...new Set([window.from, ...inside, window.to])].sort((a, b) => a - b);
  const spans: TargetSpan[] = [];
  for (const [index, from] of cuts.slice(0, -1).entries()) {
    const to = cuts[index + 1] ?? window.to;
    const target = bindingTarget(versions, from, options);
    const last = spans.at(-1);
    if (last && sameTarget(last.target, target)) last.to = to;
    else spans.push({ from, to, target });
  }
  return spans;
}

function ramped(versions: readonly TargetVersion[], index: number, at: number): Target {
  const version = versionAt(versions, index);
  if (index <= 0 || at >= version.fromAt + version.rpoMs) return plain(version);
  const before = ramped(versions, index - 1, at);
  return { rpoMs: Math.max(version.rpoMs, before.rpoMs), ...weakerDemand(version, before) };
}

function currentIndex(versions: readonly TargetVersion[], at: number): number {
  const later = versions.findIndex((version) => version.fromAt > at);
  return Math.max(0, (later === -1 ? versions.length : later) - 1);
}

function versionAt(versions: readonly TargetVersion[], index: number): TargetVersion {
  const version = versions[index];
  if (!version) throw new RangeError("A plan without any objective has no target");
  return version;
}

function plain({ rpoMs, rung, level }: TargetVersion): Target {
  return { rpoMs, rung, level };
}

function sameTarget(a: Target, b: Target): boolean {
  return a.rpoMs === b.rpoMs && a.rung === b.rung && a.level === b.level;
}
