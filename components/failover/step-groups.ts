import { layoutSteps, LEAST_TOTAL_MS, ticksFor, type StepBar } from "@/components/runs/step-layout";
import { RUNS } from "@/lib/domain/restore-plan-servers";
import type { StepView } from "@/lib/domain/run";

/** Steps that belong together; `stage` says what they wait for as a whole. */
export type StepGroup = { key: string; title: string; stage: number; steps: StepView[] };

const PLACES: Record<string, { key: string; title: string; stage: number }> = {
  begin: { key: "begin", title: "Beginning", stage: 0 },
  source: { key: "source", title: "At the source", stage: 0 },
  around: { key: "around", title: "Networks, groups and keys", stage: 1 },
  copies: { key: "copies", title: "Copies", stage: 1 },
  close: { key: "close", title: "Conclusion", stage: 3 },
};
const PLACE_OF: Record<string, string> = {
  stop: "source",
  stopped: "source",
  "last-point": "source",
  "last-point-whole": "source",
  plan: "begin",
  begin: "begin",
  network: "around",
  groups: "around",
  key: "around",
  "server-group": "around",
  import: "copies",
  volume: "copies",
  filled: "copies",
  image: "copies",
};
const OF_SERVER = new Set(["old-ports", "release", "ports", "server", "active", "address", "gate"]);

/** Sorted by what they do, and each server's own together, in the order in which they first appear. */
export function groupSteps(steps: readonly StepView[]): StepGroup[] {
  const names = serverNames(steps);
  const groups = new Map<string, StepGroup>();
  for (const step of steps) {
    const place = placeOf(step.key, names);
    const group = groups.get(place.key) ?? { ...place, steps: [] };
    group.steps.push(step);
    groups.set(place.key, group);
  }
  return [...groups.values()].sort((a, b) => a.stage - b.stage);
}

function placeOf(key: string, names: ReadonlyMap<string, string>): Omit<StepGroup, "steps"> {
  const [what = "", id = ""] = key.split(":");
  if (OF_SERVER.has(what)) return { key: `server:${id}`, title: names.get(id) ?? "A server", stage: 2 };
  const place = PLACES[PLACE_OF[what] ?? "close"];
  return place ?? { key: "close", title: "Conclusion", stage: 3 };
}

function serverNames(steps: readonly StepView[]): Map<string, string> {
  return new Map(
    steps.flatMap(({ key, title }) =>
      key.startsWith("active:") && title.endsWith(RUNS)
        ? [[key.slice("active:".length), title.slice(0, -RUNS.length)]]
        : [],
    ),
  );
}

/** How many servers there are to bring up, and how many run and have passed their gates. */
export function serverCount(steps: readonly Pick<StepView, "key" | "state">[]): { up: number; all: number } {
  const open = new Set(steps.flatMap(({ key, state }) => (state === "done" || state === "skipped" ? [] : [key])));
  const ids = steps.flatMap(({ key }) => (key.startsWith("active:") ? [key.slice("active:".length)] : []));
  const isUp = (id: string) => ![...open].some((key) => key === `active:${id}` || key.startsWith(`gate:${id}:`));
  return { up: ids.filter(isUp).length, all: ids.length };
}

type Laid = { group: StepGroup; bars: StepBar[] };
type At = { startedAt: string | null; nowMs: number };

/** Bars of all groups on one axis: groups of one stage beside each other, those of a later one behind them. */
export function layoutGroups(groups: readonly StepGroup[], at: At): { laid: Laid[]; totalMs: number; ticks: number[] } {
  const elapsedMs = at.startedAt ? at.nowMs - Date.parse(at.startedAt) : 0;
  const ends = new Map<number, number>();
  const laid = groups.map((group): Laid => {
    const before = Math.max(elapsedMs, ...[...ends].flatMap(([stage, end]) => (stage < group.stage ? [end] : [])));
    const bars = shifted(layoutSteps(group.steps, at).bars, before);
    ends.set(group.stage, Math.max(ends.get(group.stage) ?? 0, ...bars.map(endOf)));
    return { group, bars };
  });
  const totalMs = Math.max(LEAST_TOTAL_MS, ...ends.values());
  return { laid, totalMs, ticks: ticksFor(totalMs) };
}

/** What is ahead begins not before now, and not before what it waits for. */
function shifted(bars: StepBar[], earliestMs: number): StepBar[] {
  const first = bars.find(({ phase }) => phase === "ahead");
  const byMs = first ? Math.max(0, earliestMs - first.startMs) : 0;
  return bars.map((bar) => (bar.phase === "ahead" ? { ...bar, startMs: bar.startMs + byMs } : bar));
}

function endOf({ phase, startMs, lengthMs, expectedMs }: StepBar): number {
  return startMs + Math.max(lengthMs, phase === "running" ? (expectedMs ?? 0) : 0);
}
