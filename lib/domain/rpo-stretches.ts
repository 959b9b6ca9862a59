import type { Demand, Membership, RecoveryPoint } from "./recovery-point";
import { usableSpan } from "./recovery-point";

/** A time [from, to) in which the same data would come back. */
export type Stretch = {
  from: number;
  to: number;
  /** The point that would be restored; null: nothing could be. */
  point: RecoveryPoint | null;
  /** Data from this instant on would be lost; exposure at t is t − since. Null with no point. */
  since: number | null;
};

export type Window = { from: number; to: number };

/**
 * Which point would be restored, at every moment of the window: the one with the newest capture among those usable.
 * The stretches follow each other without holes. Sorting aside, one pass with a heap: O(n log n).
 */
export function stretches(
  points: readonly RecoveryPoint[],
  window: Window,
  demand: Demand,
  members: readonly Membership[] = [],
): Stretch[] {
  if (window.to <= window.from) return [];
  const spans = points
    .flatMap((point) => {
      const span = usableSpan(point, demand);
      return span && span.from < window.to && span.to > window.from ? [{ ...span, point }] : [];
    })
    .sort((a, b) => a.from - b.from);
  const heap = new NewestFirst();
  const found: Stretch[] = [];
  let next = 0;
  let at = window.from;
  while (at < window.to) {
    for (let entry = spans[next]; entry && entry.from <= at; entry = spans[++next]) heap.push(entry);
    const best = heap.newest(at);
    const arrival = spans[next]?.from ?? Infinity;
    const until = Math.min(window.to, arrival, best?.to ?? Infinity);
    append(found, { from: at, to: until, point: best?.point ?? null, since: best?.point.capturedAt ?? null });
    at = until;
  }
  return members.length === 0 ? found : found.flatMap((stretch) => withMembers(stretch, members));
}

type Entry = { point: RecoveryPoint; to: number };

function append(found: Stretch[], stretch: Stretch): void {
  const last = found.at(-1);
  if (last && last.point === stretch.point) last.to = stretch.to;
  else found.push(stretch);
}

/** A member that the point lacks has its own clock, from when it joined; the plan's is the oldest of them. */
function withMembers(stretch: Stretch, members: readonly Membership[]): Stretch[] {
  const { point } = stretch;
  if (!point) return [stretch];
  const held = new Set(point.members);
  const lacking = members.filter(
    (member) =>
      (point.members ? !held.has(member.id) : member.joinedAt > point.capturedAt) &&
      member.joinedAt < stretch.to &&
      (member.leftAt ?? Infinity) > stretch.from,
  );
  if (!lacking.some((member) => member.joinedAt < point.capturedAt)) return [stretch];
  const changes = lacking.flatMap((member) => [member.joinedAt, member.leftAt ?? Infinity]);
  const inside = changes.filter((at) => at > stretch.from && at < stretch.to);
  const cuts = [...new Set([stretch.from, ...inside, stretch.to])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, index) => {
    const present = lacking.filter((member) => member.joinedAt <= from && (member.leftAt ?? Infinity) > from);
    const since = Math.min(point.capturedAt, ...present.map((member) => member.joinedAt));
    return { from, to: cuts[index + 1] ?? stretch.to, point, since };
  });
}

/** A binary heap by capture time. Points that are gone are thrown out only when they come to the top. */
class NewestFirst {
  readonly #entries: Entry[] = [];

  push(entry: Entry): void {
    const entries = this.#entries;
    // What is older and ends no later can never be the newest again.
    for (
      let top = entries[0];
      top && top.point.capturedAt <= entry.point.capturedAt && top.to <= entry.to;
      top = entries[0]
    )
      this.#pop();
    entries.push(entry);
    let child = entries.length - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.#before(child, parent)) break;
      this.#swap(child, parent);
      child = parent;
    }
  }

  newest(at: number): Entry | null {
    for (let top = this.#entries[0]; top; top = this.#entries[0]) {
      if (top.to > at) return top;
      this.#pop();
    }
    return null;
  }

  #pop(): void {
    const entries = this.#entries;
    const last = entries.pop();
    if (!last || entries.length === 0) return;
    entries[0] = last;
    for (let parent = 0; ;) {
      const left = 2 * parent + 1;
      const right = left + 1;
      const first = right < entries.length && this.#before(right, left) ? right : left;
      if (first >= entries.length || !this.#before(first, parent)) return;
      this.#swap(first, parent);
      parent = first;
    }
  }

  #before(a: number, b: number): boolean {
    const x = this.#entries[a];
    const y = this.#entries[b];
    return x !== undefined && y !== undefined && x.point.capturedAt > y.point.capturedAt;
  }

  #swap(a: number, b: number): void {
    const x = this.#entries[a];
    const y = this.#entries[b];
    if (!x || !y) return;
    this.#entries[a] = y;
    this.#entries[b] = x;
  }
}
