/** Where the parts of the day's track stand, in px; all of them share it, so that one cursor crosses them all. */
export type Scale = { from: number; to: number; left: number; right: number };

export function xOf({ from, to, left, right }: Scale, at: number): number {
  return left + ((at - from) / Math.max(1, to - from)) * (right - left);
}

export function atOf({ from, to, left, right }: Scale, x: number): number {
  const share = (x - left) / Math.max(1, right - left);
  return from + Math.min(1, Math.max(0, share)) * (to - from);
}

const HOUR = 3_600_000;

/** Full hours at which the axis is labelled: as many as there is room for. */
export function hourTicks({ from, to, left, right }: Scale): number[] {
  const most = Math.max(2, Math.floor((right - left) / 62));
  const every = [1, 2, 3, 4, 6, 8, 12].find((hours) => (to - from) / HOUR / hours <= most) ?? 24;
  const ticks: number[] = [];
  for (let at = from; at <= to; at += every * HOUR) ticks.push(at);
  return ticks;
}
