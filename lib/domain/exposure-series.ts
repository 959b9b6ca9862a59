import type { Interval } from "./intervals";
import { pieces, type History, type Incident, type Piece } from "./rpo-compliance";
import type { Window } from "./rpo-stretches";
import { writtenTarget } from "./rpo-target";

/** A corner of the saw-tooth; null: nothing could be restored. Two corners at one instant are a fall (a point landed). */
export type Vertex = { at: number; exposureMs: number | null };

/** A time over the promise; `count` breaches were joined where the picture could not keep them apart. */
export type BreachArea = Interval & { count: number; depth: number };

export type ExposureSeries = {
  vertices: Vertex[];
  /** The promise as written, as steps from each `at` on. */
  target: { at: number; rpoMs: number }[];
  breaches: BreachArea[];
  /** Whether corners were left out. Peaks never are. */
  thinned: boolean;
};

/** First, lowest, highest, last, and both ends of a time without any point. */
const MOST_PER_BUCKET = 6;

/**
 * The exposure over the window in at most `most` corners (not fewer than 12). Too many corners are gathered in equal
 * buckets of time that each keep their first, lowest, highest and last one, so that no peak and no hole is lost.
 */
export function exposureSeries(history: History, window: Window, most = 1500): ExposureSeries {
  const all = pieces(history, window);
  const vertices = corners(all);
  const thinned = vertices.length > Math.max(most, 2 * MOST_PER_BUCKET);
  const buckets = Math.max(2, Math.floor(most / MOST_PER_BUCKET));
  const bucketMs = (window.to - window.from) / buckets;
  return {
    vertices: thinned ? thin(vertices, window.from, bucketMs) : vertices,
    target: targetSteps(history, window),
    breaches: breachAreas(all, thinned ? bucketMs : 0),
    thinned,
  };
}

function corners(all: readonly Piece[]): Vertex[] {
  const vertices: Vertex[] = [];
  for (const { from, to, since } of all) {
    const start = { at: from, exposureMs: since === null ? null : from - since };
    const last = vertices.at(-1);
    const goesOn = last?.at === start.at && last.exposureMs === start.exposureMs;
    if (goesOn) vertices.pop();
    else vertices.push(start);
    vertices.push({ at: to, exposureMs: since === null ? null : to - since });
  }
  return vertices;
}

function thin(vertices: readonly Vertex[], from: number, bucketMs: number): Vertex[] {
  const buckets = new Map<number, Vertex[]>();
  for (const vertex of vertices) {
    const key = Math.floor((vertex.at - from) / bucketMs);
    const bucket = buckets.get(key);
    if (bucket) bucket.push(vertex);
    else buckets.set(key, [vertex]);
  }
  return [...buckets.values()].flatMap((bucket) => {
    const known = bucket.filter((vertex) => vertex.exposureMs !== null);
    const holes = bucket.filter((vertex) => vertex.exposureMs === null);
    const wanted = new Set([bucket[0], bucket.at(-1), lowest(known), highest(known), holes[0], holes.at(-1)]);
    return bucket.filter((vertex) => wanted.has(vertex));
  });
}

function lowest(vertices: readonly Vertex[]): Vertex | undefined {
  return vertices.reduce<Vertex | undefined>(
    (best, vertex) => (best && (best.exposureMs ?? 0) <= (vertex.exposureMs ?? 0) ? best : vertex),
    undefined,
  );
}

function highest(vertices: readonly Vertex[]): Vertex | undefined {
  return vertices.reduce<Vertex | undefined>(
    (best, vertex) => (best && (best.exposureMs ?? 0) >= (vertex.exposureMs ?? 0) ? best : vertex),
    undefined,
  );
}

/** Only breaches closer to each other than `gapMs` (one bucket) are joined; none is dropped. */
function breachAreas(all: readonly Piece[], gapMs: number): BreachArea[] {
  const areas: BreachArea[] = [];
  for (const { breachFrom, to, since, rpoMs } of all) {
    if (breachFrom === null) continue;
    const depth: Incident["depth"] = since === null ? Infinity : (to - since) / rpoMs;
    const last = areas.at(-1);
    if (last && (breachFrom <= last.to || breachFrom - last.to < gapMs)) {
      last.count += breachFrom > last.to ? 1 : 0;
      last.depth = Math.max(last.depth, depth);
      last.to = to;
    } else areas.push({ from: breachFrom, to, count: 1, depth });
  }
  return areas;
}

function targetSteps({ versions }: History, window: Window): ExposureSeries["target"] {
  const changes = versions.map((version) => version.fromAt).filter((at) => at > window.from && at < window.to);
  return [window.from, ...changes].map((at) => ({ at, rpoMs: writtenTarget(versions, at).rpoMs }));
}
