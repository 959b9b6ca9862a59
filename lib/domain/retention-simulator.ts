import type { Retention, Schedule } from "./plan";
import { alive, offsetsOf, type KeptBy, type RetentionPoint } from "./retention";
import { slotsBetween } from "./schedule";
import { DAY_MS } from "./zone";

export type Simulation = {
  schedule: Schedule;
  retention: Retention;
  /** A full backup with every n-th checkpoint. */
  fullEvery: number;
  /** Capture times to use in place of the schedule's slots. */
  capturedMs?: readonly number[];
  horizonDays: number;
  now: number;
  /** What an incremental backup stores, as a share of a full one: measured, or assumed and said so. */
  incrementalShare?: number;
};

export type SimulatedPoint = { capturedAt: number; full: boolean; keptBy: KeptBy[] };

export type Simulated = {
  /** The points alive at the horizon's end, newest first. */
  points: SimulatedPoint[];
  /** At the ends of at most 150 equal spans of days: how many points, and how much they store, in full backups. */
  curve: { at: number; count: number; fullBackups: number }[];
  captured: number;
};

type Made = RetentionPoint & { full: boolean };

const MOST_STEPS = 150;
/** Every 5 minutes for more than two years. */
const MOST_POINTS = 250_000;

/** What would be alive after `horizonDays`, had every run succeeded. Retention is applied where the curve is drawn. */
export function simulate({
  schedule,
  retention,
  fullEvery,
  horizonDays,
  now,
  incrementalShare = 0.1,
  ...given
}: Simulation): Simulated {
  const end = now + horizonDays * DAY_MS;
  const slots = given.capturedMs ?? slotsBetween(schedule, now, end, MOST_POINTS);
  const zone = schedule.timeZone;
  const offsetAt = offsetsOf(zone);
  const curve: Simulated["curve"] = [];
  let held: Made[] = [];
  let made = 0;
  const stepMs = Math.ceil(horizonDays / MOST_STEPS) * DAY_MS;
  for (let at = Math.min(now + stepMs, end), before = now; at > before; before = at, at = Math.min(at + stepMs, end)) {
    for (let slot = slots[made]; slot !== undefined && slot <= at; slot = slots[made])
      held.push(checkpoint(slot, made++, fullEvery));
    const kept = alive(held, retention, at, zone, offsetAt);
    held = held.filter((point) => kept.has(point.id));
    const full = held.filter((point) => point.full).length;
    curve.push({ at, count: held.length, fullBackups: full + (held.length - full) * incrementalShare });
  }
  const kept = alive(held, retention, end, zone, offsetAt);
  const points = held.map(({ id, capturedAt, full }) => ({ capturedAt, full, keptBy: kept.get(id) ?? [] }));
  return { points: points.sort((a, b) => b.capturedAt - a.capturedAt), curve, captured: made };
}

function checkpoint(capturedAt: number, index: number, fullEvery: number): Made {
  const full = index % fullEvery === 0;
  return {
    id: String(index),
    capturedAt,
    state: "usable",
    pinned: false,
    needs: full ? [] : [String(index - 1)],
    full,
  };
}
