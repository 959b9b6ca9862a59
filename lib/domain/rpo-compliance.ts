import { difference, intersection, lengthOf, merged, type Interval } from "./intervals";
import { floorPercent } from "./percent";
import type { Membership, RecoveryPoint } from "./recovery-point";
import { stretches, type Window } from "./rpo-stretches";
import { targetSpans, type TargetOptions, type TargetVersion } from "./rpo-target";

const MERGE_MS = 60_000;

export type History = {
  points: readonly RecoveryPoint[];
  versions: readonly TargetVersion[];
  /** The clock of a plan that has no point yet starts here; null: before the window, long ago. */
  activatedAt: number | null;
  members?: readonly Membership[];
  /** Times in which neither source nor collector could be asked. */
  unknown?: readonly Interval[];
} & TargetOptions;

/** A stretch under one target, with what the verdict needs. */
export type Piece = Interval & {
  point: RecoveryPoint | null;
  since: number | null;
  rpoMs: number;
  /** From here to the piece's end the promise is broken; null: it is kept throughout. */
  breachFrom: number | null;
  /** No point yet, and the first is not due: neither kept nor broken. */
  pendingTo: number | null;
};

export type Incident = Interval & {
  /** The worst exposure as a multiple of the promise; Infinity when nothing could be restored. */
  depth: number;
  /** Whether it reached the window's end, so that its own end is not known. */
  open: boolean;
};

export type Compliance = {
  evaluableMs: number;
  pendingMs: number;
  breachMs: number;
  unknownMs: number;
  /** Floored to two decimals; of a range the lower end (unknown counts as breach). Null: not enough data. */
  percent: string | null;
  percentIfUnknownWasGood: string | null;
  /** Infinity: for a while nothing could be restored. */
  worstGapMs: number | null;
  /** The same over the time in which there was a point. */
  worstGapWithPointMs: number | null;
  meanMs: number | null;
  p95Ms: number | null;
  incidents: Incident[];
};

/** The window cut where the restorable point or the binding target changes, from activation on. */
export function pieces(history: History, window: Window): Piece[] {
  const from = Math.max(window.from, history.activatedAt ?? window.from);
  if (from >= window.to) return [];
  return targetSpans(history.versions, { from, to: window.to }, history).flatMap(({ target, ...span }) =>
    stretches(history.points, span, target, history.members).map((stretch) =>
      judged(stretch, target.rpoMs, history.activatedAt),
    ),
  );
}

/** Every figure of C3 over the window: exact sums over stretches, nothing sampled. */
export function compliance(history: History, window: Window): Compliance {
  const all = pieces(history, window);
  const pendingMs = all.reduce((sum, piece) => sum + ((piece.pendingTo ?? piece.from) - piece.from), 0);
  const evaluable = merged(all.map((piece) => ({ from: piece.pendingTo ?? piece.from, to: piece.to })));
  const breach = merged(all.flatMap(({ breachFrom, to }) => (breachFrom === null ? [] : [{ from: breachFrom, to }])));
  const unknown = intersection(merged(history.unknown ?? []), evaluable);
  const evaluableMs = lengthOf(evaluable);
  const enough = evaluableMs > 0 && lengthOf(all) >= (all.at(-1)?.rpoMs ?? 0);
  const percent = (badMs: number) => (enough ? floorPercent(evaluableMs - badMs, evaluableMs) : null);
  return {
    evaluableMs,
    pendingMs,
    breachMs: lengthOf(breach),
    unknownMs: lengthOf(unknown),
    percent: percent(lengthOf(merged([...breach, ...unknown]))),
    percentIfUnknownWasGood: percent(lengthOf(difference(breach, unknown))),
    ...exposureFigures(all),
    incidents: incidents(all, window),
  };
}

/** The figure beside the raw one, from which excused times (with reason, approver and end) are left out. */
export function adjustedPercent(history: History, window: Window, excused: readonly Interval[]): string | null {
  const all = pieces(history, window);
  const out = merged(excused);
  const evaluable = difference(
    merged(all.map((piece) => ({ from: piece.pendingTo ?? piece.from, to: piece.to }))),
    out,
  );
  const breach = difference(
    merged(all.flatMap(({ breachFrom, to }) => (breachFrom === null ? [] : [{ from: breachFrom, to }]))),
    out,
  );
  const evaluableMs = lengthOf(evaluable);
  return evaluableMs === 0 ? null : floorPercent(evaluableMs - lengthOf(breach), evaluableMs);
}

/** A fleet's share: breach time over evaluable time, never a mean of percentages. */
export function fleetPercent(plans: readonly Pick<Compliance, "evaluableMs" | "breachMs">[]): string | null {
  const evaluableMs = plans.reduce((sum, plan) => sum + plan.evaluableMs, 0);
  const breachMs = plans.reduce((sum, plan) => sum + plan.breachMs, 0);
  return evaluableMs === 0 ? null : floorPercent(evaluableMs - breachMs, evaluableMs);
}

export type ErrorBudget = { budgetMs: number; leftMs: number; leftShare: number | null };

/** How much breach the promise still allows; negative when it is overspent. `targetPercent` such as 99. */
export function errorBudget(
  { evaluableMs, breachMs }: Pick<Compliance, "evaluableMs" | "breachMs">,
  targetPercent: number,
): ErrorBudget {
  const budgetMs = ((100 - targetPercent) / 100) * evaluableMs;
  return { budgetMs, leftMs: budgetMs - breachMs, leftShare: budgetMs === 0 ? null : 1 - breachMs / budgetMs };
}

/** How fast the budget is being used: 1 uses it up just at the window's end. Null without data or without a budget. */
export function burnRate(
  { evaluableMs, breachMs }: Pick<Compliance, "evaluableMs" | "breachMs">,
  targetPercent: number,
): number | null {
  if (evaluableMs === 0 || targetPercent >= 100) return null;
  return breachMs / evaluableMs / ((100 - targetPercent) / 100);
}

function judged(
  stretch: Omit<Piece, "rpoMs" | "breachFrom" | "pendingTo">,
  rpoMs: number,
  activatedAt: number | null,
): Piece {
  const { from, to, point, since } = stretch;
  // With no point the clock runs from activation: pending until the promise is due for the first time, then breach.
  const due = since !== null ? since + rpoMs : (activatedAt ?? -Infinity) + rpoMs;
  const breachFrom = due < to ? Math.max(from, due) : null;
  const pendingTo = since === null && due > from ? Math.min(to, due) : null;
  return { from, to, point, since, rpoMs, breachFrom, pendingTo };
}

function exposureFigures(
  all: readonly Piece[],
): Pick<Compliance, "worstGapMs" | "worstGapWithPointMs" | "meanMs" | "p95Ms"> {
  const ranges = all.flatMap(({ from, to, since }) =>
    since === null ? [] : [{ low: from - since, high: to - since }],
  );
  const withoutMs = all.reduce(
    (sum, { since, pendingTo, from, to }) => (since === null ? sum + to - (pendingTo ?? from) : sum),
    0,
  );
  const withMs = ranges.reduce((sum, { low, high }) => sum + high - low, 0);
  if (withMs + withoutMs === 0) return { worstGapMs: null, worstGapWithPointMs: null, meanMs: null, p95Ms: null };
  const worst = ranges.length === 0 ? null : ranges.reduce((most, { high }) => Math.max(most, high), 0);
  const area = ranges.reduce((sum, { low, high }) => sum + ((low + high) / 2) * (high - low), 0);
  return {
    worstGapMs: withoutMs > 0 ? Infinity : worst,
    worstGapWithPointMs: worst,
    meanMs: withoutMs > 0 ? Infinity : area / withMs,
    p95Ms: quantile(ranges, 0.95 * (withMs + withoutMs)),
  };
}

/** The exposure below which the plan was for `wantedMs` of the time. Exposure grows evenly over each range. */
function quantile(ranges: readonly { low: number; high: number }[], wantedMs: number): number {
  const edges = ranges
    .flatMap(({ low, high }) => [
      { at: low, change: 1 },
      { at: high, change: -1 },
    ])
    .sort((a, b) => a.at - b.at);
  let below = 0;
  let density = 0;
  let at = 0;
  for (const edge of edges) {
    const more = density * (edge.at - at);
    if (density > 0 && below + more >= wantedMs) return at + (wantedMs - below) / density;
    below += more;
    density += edge.change;
    at = edge.at;
  }
  return Infinity;
}

function incidents(all: readonly Piece[], window: Window): Incident[] {
  const found: Incident[] = [];
  for (const { breachFrom, to, since, rpoMs } of all) {
    if (breachFrom === null) continue;
    const depth = since === null ? Infinity : (to - since) / rpoMs;
    const last = found.at(-1);
    if (last && breachFrom - last.to < MERGE_MS) {
      last.to = to;
      last.depth = Math.max(last.depth, depth);
      last.open = to === window.to;
    } else found.push({ from: breachFrom, to, depth, open: to === window.to });
  }
  return found;
}
