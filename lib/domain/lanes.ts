import type { RestoreInput } from "./restore";
import type { RestoreStep, LaneOrder } from "./restore-steps";

/** Steps that follow each other; a lane begins when the lanes that it needs are done. */
export type Lane = {
  key: string;
  needs: string[];
  /** What needs this lane goes on without it when it fails. */
  optional: boolean;
  /** Fills a volume: only some do so at the same time. */
  fills: boolean;
  steps: RestoreStep[];
};

/** Which captured volumes belong to which captured server. */
export type Places = { servers: { capturedId: string; volumes: string[] }[] };

type Facts = {
  source: Places;
  request: Pick<RestoreInput, "servers">;
  order: readonly LaneOrder[];
};

const LAST_LANE = "close";
const SURROUNDINGS = "surroundings";

/** Sorts the steps of a restore or a failover into lanes, in the order in which the lanes first appear. */
export function lanesOf(steps: readonly RestoreStep[], facts: Facts): Lane[] {
  const byKey = new Map<string, RestoreStep[]>();
  for (const step of steps) byKey.set(laneKey(step), [...(byKey.get(laneKey(step)) ?? []), step]);
  const lanes = [...byKey].map(([key, own]): Lane => ({
    key,
    needs: needsOf(key, own, facts).filter((need) => need !== key && byKey.has(need)),
    optional: facts.order.some((one) => key === serverLane(one.capturedId) && !one.critical),
    fills: own.some((step) => step.do === "create-volume"),
    steps: own,
  }));
  const needed = new Set(lanes.flatMap((lane) => lane.needs));
  return lanes.map((lane) =>
    lane.key === LAST_LANE
      ? { ...lane, needs: lanes.map(({ key }) => key).filter((key) => key !== LAST_LANE && !needed.has(key)) }
      : lane,
  );
}

const serverLane = (capturedId: string) => `server:${capturedId}`;
const volumeLane = (capturedId: string) => `volume:${capturedId}`;
const imageLane = (capturedId: string) => `image:${capturedId}`;

function laneKey(step: RestoreStep): string {
  switch (step.do) {
    case "import-records":
    case "create-volume":
    case "await-volume":
      return volumeLane(step.capturedId);
    case "copy-image":
      return imageLane(step.capturedId);
    case "note-old-ports":
    case "release-old-ports":
    case "make-ports":
    case "create-server":
    case "await-server":
    case "give-address":
    case "pass-gate":
      return serverLane(step.capturedId);
    // One router may join several networks, and one group hold several servers: each is found or made once.
    case "make-key-pair":
    case "make-network":
    case "make-security-groups":
    case "make-server-group":
      return SURROUNDINGS;
    case "read-back":
      return LAST_LANE;
    default:
      return "in-place";
  }
}

function needsOf(key: string, steps: readonly RestoreStep[], { source, request, order }: Facts): string[] {
  if (key === "in-place")
    return steps.flatMap((step) =>
      step.do === "attach-volume" && "madeOf" in step.volume ? [volumeLane(step.volume.madeOf)] : [],
    );
  const choice = request.servers.find((one) => serverLane(one.capturedId) === key);
  const server = source.servers.find((one) => serverLane(one.capturedId) === key);
  if (!choice || !server) return [];
  return [
    SURROUNDINGS,
    imageLane(choice.capturedId),
    ...server.volumes.map(volumeLane),
    ...(order.find((one) => one.capturedId === choice.capturedId)?.after ?? []).map(serverLane),
  ];
}

export type LaneState = "open" | "done" | "failed";

/**
 * What became of each lane, by the states of its steps. A lane whose need has failed has failed with it, unless that
 * need is optional.
 */
export function laneStates(lanes: readonly Lane[], stepStates: ReadonlyMap<string, string>): Map<string, LaneState> {
  const byKey = new Map(lanes.map((lane) => [lane.key, lane]));
  const known = new Map<string, LaneState>();
  const stateOf = (lane: Lane): LaneState => {
    const before = known.get(lane.key);
    if (before) return before;
    // A circle of needs is never done; the planner refuses it.
    known.set(lane.key, "open");
    const own = ownState(lane, stepStates);
    const lost = () =>
      lane.needs.some((key) => {
        const need = byKey.get(key);
        return need !== undefined && !need.optional && stateOf(need) === "failed";
      });
    const state = own === "open" && lost() ? "failed" : own;
    known.set(lane.key, state);
    return state;
  };
  for (const lane of lanes) stateOf(lane);
  return known;
}

function ownState({ steps }: Lane, stepStates: ReadonlyMap<string, string>): LaneState {
  const states = steps.map(({ key }) => stepStates.get(key) ?? "pending");
  if (states.some((state) => state === "failed" || state === "cancelled")) return "failed";
  return states.every((state) => state === "done" || state === "skipped") ? "done" : "open";
}

/** True: it may begin. False: it never will in this attempt. Null: not yet. */
export function mayBegin(lane: Lane, lanes: readonly Lane[], stepStates: ReadonlyMap<string, string>): boolean | null {
  const states = laneStates(lanes, stepStates);
  if (states.get(lane.key) === "failed") return false;
  const optional = new Set(lanes.filter((one) => one.optional).map(({ key }) => key));
  const met = lane.needs.every((key) => {
    const state = states.get(key) ?? "done";
    return state === "done" || (state === "failed" && optional.has(key));
  });
  return met ? true : null;
}

/** How long all lanes take when each begins as soon as it may: the longest way through them. Milliseconds. */
export function longestWayMs(lanes: readonly Lane[]): number {
  const byKey = new Map(lanes.map((lane) => [lane.key, lane]));
  const known = new Map<string, number>();
  const endOf = (lane: Lane): number => {
    const before = known.get(lane.key);
    if (before !== undefined) return before;
    known.set(lane.key, 0);
    const begin = Math.max(0, ...lane.needs.flatMap((key) => byKey.get(key) ?? []).map(endOf));
    const end = begin + lane.steps.reduce((sum, step) => sum + (step.expectedMs ?? 0), 0);
    known.set(lane.key, end);
    return end;
  };
  return Math.max(0, ...lanes.map(endOf));
}
