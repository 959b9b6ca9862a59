import type { TimelineDayView } from "@/lib/domain/timeline";

type Corner = { at: number; exposure: number | null; over: [number, number] | null };

/** The drawn corners; where the line crosses the promise one is added, so that the hatching begins just there. */
export function cornersOf({ series: { vertices, target } }: TimelineDayView): Corner[] {
  const rpoAt = (at: number) => target.findLast((step) => step.at <= at)?.rpoMs ?? target[0]?.rpoMs ?? Infinity;
  return vertices.flatMap(([at, exposure], index): Corner[] => {
    const corner = toCorner(at, exposure, rpoAt(at));
    const next = vertices[index + 1];
    if (exposure === null || !next || next[1] === null || next[0] <= at) return [corner];
    const rpo = rpoAt(at);
    const crossing = at + (rpo - exposure);
    return crossing > at && crossing < next[0] ? [corner, toCorner(crossing, rpo, rpo)] : [corner];
  });
}

function toCorner(at: number, exposure: number | null, rpo: number): Corner {
  return { at, exposure, over: exposure !== null && exposure >= rpo ? [rpo, exposure] : null };
}

/** Stretches in which nothing could be restored at all. */
export function holesIn(vertices: TimelineDayView["series"]["vertices"]): { from: number; to: number }[] {
  return vertices.flatMap(([at, exposure], index) => {
    const next = vertices[index + 1];
    return exposure === null && next?.[1] === null && next[0] > at ? [{ from: at, to: next[0] }] : [];
  });
}
