import type { Retention } from "./plan";
import { DAY_MS, HOUR_MS, offsetMs } from "./zone";

const HALF_HOUR_MS = HOUR_MS / 2;

export const RETENTION_RULES = ["last", "hourly", "daily", "weekly", "monthly"] as const;
export type RetentionRule = (typeof RETENTION_RULES)[number];

/** Why a point stays. "chain": others that stay need its bytes. */
export type KeptBy = RetentionRule | "pinned" | "newest" | "chain";

/** A checkpoint that holds data. Times in epoch milliseconds. */
export type RetentionPoint = {
  id: string;
  capturedAt: number;
  /** Partial points fill no slot of a usable one; failed ones hold nothing worth a slot. */
  state: "usable" | "partial" | "failed";
  pinned: boolean;
  /** Checkpoints whose bytes it needs directly: the parents of its incremental copies. */
  needs: readonly string[];
};

/** Id → why it stays; a point that is not in it may go. */
export type Alive = Map<string, KeptBy[]>;

/**
 * Grandfather, father, son. Each rule keeps, on its own, the newest usable point of each of the last n periods that
 * have one (periods without do not count); a point lives while any rule keeps it. Whatever the rules say, pinned
 * points stay, the newest usable one stays, and so does all that a staying point needs.
 */
export function alive(
  points: readonly RetentionPoint[],
  retention: Retention,
  now: number,
  zone: string,
  offsetAt = offsetsOf(zone),
): Alive {
  const newestFirst = [...points].sort((a, b) => b.capturedAt - a.capturedAt || (a.id < b.id ? 1 : -1));
  const cutoff = retention.maxAgeDays === null ? -Infinity : now - retention.maxAgeDays * DAY_MS;
  const kept: Alive = new Map();
  const keep = (point: RetentionPoint, by: KeptBy) => kept.set(point.id, [...(kept.get(point.id) ?? []), by]);

  const placed = (state: RetentionPoint["state"]) =>
    newestFirst
      .filter((point) => point.state === state && point.capturedAt >= cutoff)
      .map((point) => ({ point, offset: offsetAt(point.capturedAt) }));
  const lists = { usable: placed("usable"), partial: placed("partial") };
  for (const rule of RETENTION_RULES)
    for (const point of selected({ ...lists, rule, count: retention[rule] })) keep(point, rule);
  for (const point of points) if (point.pinned) keep(point, "pinned");
  const newest = newestFirst.find((point) => point.state === "usable");
  if (newest) keep(newest, "newest");
  keepChains(points, kept);
  return kept;
}

/**
 * The zone's offset by instant, looked up once for each half hour (clocks are changed on one): pass one on where
 * `alive` is asked many times.
 */
export function offsetsOf(zone: string): (at: number) => number {
  const known = new Map<number, number>();
  return (at) => {
    const halfHour = Math.floor(at / HALF_HOUR_MS);
    const offset = known.get(halfHour) ?? offsetMs(zone, at);
    known.set(halfHour, offset);
    return offset;
  };
}

/** The points that may go, in the order in which they must: each before those that it needs, newer first. */
export function expired(
  points: readonly RetentionPoint[],
  retention: Retention,
  now: number,
  zone: string,
): RetentionPoint[] {
  const kept = alive(points, retention, now, zone);
  return deletionOrder(points.filter((point) => !kept.has(point.id)));
}

/** Dependents before what they need, newer before older. Throws when points need each other in a circle. */
export function deletionOrder<P extends Pick<RetentionPoint, "id" | "capturedAt" | "needs">>(
  doomed: readonly P[],
): P[] {
  const waiting = new Map(doomed.map((point) => [point.id, point]));
  const dependents = new Map<string, number>();
  for (const id of doomed.flatMap((point) => point.needs)) dependents.set(id, (dependents.get(id) ?? 0) + 1);
  const order: P[] = [];
  let free = doomed.filter((point) => !dependents.get(point.id));
  while (free.length > 0) {
    free.sort((a, b) => a.capturedAt - b.capturedAt);
    const point = free.pop();
    if (!point) break;
    order.push(point);
    waiting.delete(point.id);
    for (const id of point.needs) {
      const left = (dependents.get(id) ?? 0) - 1;
      dependents.set(id, left);
      const parent = waiting.get(id);
      if (left === 0 && parent) free = [...free, parent];
    }
  }
  if (waiting.size > 0)
    throw new RangeError(`Checkpoints need each other in a circle: ${[...waiting.keys()].join(", ")}`);
  return order;
}

/** All that would have to go with `id`: the points that need its bytes, directly or not, in deletion order, itself last. */
export function withDependents(points: readonly RetentionPoint[], id: string): RetentionPoint[] {
  const doomed = new Set([id]);
  for (let grown = -1; grown !== doomed.size;) {
    grown = doomed.size;
    for (const point of points) if (point.needs.some((need) => doomed.has(need))) doomed.add(point.id);
  }
  return deletionOrder(points.filter((point) => doomed.has(point.id)));
}

/** The period of a rule in which an instant lies, as a number that grows with time; `offset`: the zone's, at that instant. */
export function periodOf(rule: Exclude<RetentionRule, "last">, at: number, offset: number): number {
  // An hour that the clocks show twice is two hours; only a zone's odd minutes shift the full hour.
  if (rule === "hourly") return Math.floor((at + (offset % HOUR_MS)) / HOUR_MS);
  const wall = at + offset;
  const day = Math.floor(wall / DAY_MS);
  if (rule === "daily") return day;
  if (rule === "weekly") return Math.floor((day + 3) / 7); // Weeks begin on Monday; day 0 was a Thursday.
  const date = new Date(wall);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

type Placed = { point: RetentionPoint; offset: number };
type Selecting = { usable: Placed[]; partial: Placed[]; rule: RetentionRule; count: number };

/** A partial point stays where a usable one would, had there been one in its period. Both lists newest first. */
function selected({ usable, partial, rule, count }: Selecting): RetentionPoint[] {
  if (count === 0) return [];
  if (rule === "last") {
    const last = usable.slice(0, count);
    const oldest = last.length < count ? -Infinity : (last.at(-1)?.point.capturedAt ?? -Infinity);
    return [...last, ...partial.filter(({ point }) => point.capturedAt > oldest).slice(0, count)].map(
      ({ point }) => point,
    );
  }
  const period = ({ point, offset }: Placed) => periodOf(rule, point.capturedAt, offset);
  const first = newestPerPeriod(usable, period);
  const kept = [...first.entries()].slice(0, count);
  const oldest = kept.length < count ? -Infinity : (kept.at(-1)?.[0] ?? -Infinity);
  const extra = [...newestPerPeriod(partial, period).entries()]
    .filter(([key]) => key > oldest && !first.has(key))
    .slice(0, count);
  return [...kept, ...extra].map(([, point]) => point);
}

function newestPerPeriod(
  newestFirst: readonly Placed[],
  period: (placed: Placed) => number,
): Map<number, RetentionPoint> {
  const first = new Map<number, RetentionPoint>();
  for (const placed of newestFirst) {
    const key = period(placed);
    if (!first.has(key)) first.set(key, placed.point);
  }
  return first;
}

function keepChains(points: readonly RetentionPoint[], kept: Alive): void {
  const byId = new Map(points.map((point) => [point.id, point]));
  const open = [...kept.keys()];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const need of byId.get(id)?.needs ?? []) {
      if (kept.has(need) || !byId.has(need)) continue;
      kept.set(need, ["chain"]);
      open.push(need);
    }
  }
}
