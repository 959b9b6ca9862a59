import { AppError } from "./errors";
import { serverRecovery, type RecoverySettings, type ServerRecovery } from "./recovery-settings";
import type { SourceServer } from "./restore-source";

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

type Servers = { servers: readonly Pick<SourceServer, "serverId" | "name">[] };

export type ServerOrder = {
  /** Ids of servers: all of a wave are made side by side, once those before are up. */
  waves: string[][];
  /** Each server of the checkpoint once, in the order of the waves, with what is set for it. */
  servers: ServerRecovery[];
};

/**
 * In which order the servers of a checkpoint come up. What is set for servers that it does not hold is ignored; a
 * server without settings waits for nobody. Refuses a circle, and names it.
 */
export function orderOf({ servers: captured }: Servers, settings: Pick<RecoverySettings, "servers">): ServerOrder {
  const ids = new Set(captured.map((server) => server.serverId));
  const known = new Map(settings.servers.map((server) => [server.serverId, server]));
  const servers = captured.map(({ serverId, name }) => {
    const set = known.get(serverId) ?? serverRecovery.parse({ serverId, name });
    return { ...set, name, after: set.after.filter((id) => ids.has(id)) };
  });
  const { waves } = recoveryOrder(servers.map(({ serverId, name, after }) => ({ id: serverId, name, needs: after })));
  const place = new Map(waves.flat().map((id, index) => [id, index]));
  return {
    waves,
    servers: servers.sort((a, b) => (place.get(a.serverId) ?? 0) - (place.get(b.serverId) ?? 0)),
  };
}
