import { AppError } from "./errors";

/** A thing to bring back, and the ids of what must be there before it. */
export type RecoveryNode = { id: string; name: string; needs: readonly string[] };

export type RecoveryOrder = {
  /** Ids in waves: all of a wave may come back side by side, once the waves before it are there. */
  waves: string[][];
  /** Needed ids that are not among the nodes: they must exist at the target already. */
  outside: string[];
};

/** Sorts by dependency, each node in the earliest wave possible. Refuses a circle, and names it. */
export function recoveryOrder(nodes: readonly RecoveryNode[]): RecoveryOrder {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const outside = [...new Set(nodes.flatMap((node) => node.needs.filter((need) => !byId.has(need))))];
  const waves: string[][] = [];
  const done = new Set(outside);
  let left = [...byId.values()];
  while (left.length > 0) {
    const wave = left.filter((node) => node.needs.every((need) => done.has(need))).map((node) => node.id);
    if (wave.length === 0)
      throw new AppError("conflict", `These need each other in a circle: ${circleOf(left, byId).join(" → ")}`);
    for (const id of wave) done.add(id);
    waves.push(wave);
    left = left.filter((node) => !done.has(node.id));
  }
  return { waves, outside };
}

/** Follows the first unmet need of each node until one comes again. Every node that is left has such a need. */
function circleOf(left: readonly RecoveryNode[], byId: ReadonlyMap<string, RecoveryNode>): string[] {
  const stuck = new Set(left.map((node) => node.id));
  const path: RecoveryNode[] = [];
  for (let node = left[0]; node;) {
    const start = path.indexOf(node);
    if (start !== -1) return [...path.slice(start), node].map(({ name }) => name);
    path.push(node);
    node = byId.get(node.needs.find((need) => stuck.has(need)) ?? "");
  }
  return path.map(({ name }) => name);
}
