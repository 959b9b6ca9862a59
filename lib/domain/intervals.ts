/** A half-open time [from, to), in epoch milliseconds. */
export type Interval = { from: number; to: number };

export function lengthOf(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, { from, to }) => sum + (to - from), 0);
}

/** The same time as a sorted list in which nothing overlaps or touches; pieces less than `gapMs` apart are joined. */
export function merged(intervals: readonly Interval[], gapMs = 0): Interval[] {
  const sorted = intervals.filter(({ from, to }) => to > from).sort((a, b) => a.from - b.from);
  const result: Interval[] = [];
  for (const { from, to } of sorted) {
    const last = result.at(-1);
    if (last && (from <= last.to || from - last.to < gapMs)) last.to = Math.max(last.to, to);
    else result.push({ from, to });
  }
  return result;
}

/** What lies in both. Each list sorted and without overlap, as `merged` gives it. */
export function intersection(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const result: Interval[] = [];
  for (let i = 0, j = 0; ;) {
    const [x, y] = [a[i], b[j]];
    if (!x || !y) return result;
    const from = Math.max(x.from, y.from);
    const to = Math.min(x.to, y.to);
    if (from < to) result.push({ from, to });
    if (x.to <= y.to) i++;
    else j++;
  }
}

/** What lies in `a` and not in `b`. Both sorted and without overlap. */
export function difference(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const outside: Interval[] = [];
  let from = -Infinity;
  for (const hole of b) {
    if (hole.from > from) outside.push({ from, to: hole.from });
    from = hole.to;
  }
  outside.push({ from, to: Infinity });
  return intersection(a, outside);
}
