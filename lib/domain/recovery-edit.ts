import type { Mappings, RecoverySettings, ServerRecovery } from "./recovery-settings";
import { mappings } from "./recovery-settings";

export type MappingField = keyof Mappings;

/** Sets what stands for one thing of the source; undefined leaves it to the proposal again. */
export function withMapping(
  all: Mappings,
  { field, key }: { field: MappingField; key: string },
  setting: unknown,
): Mappings {
  const { [key]: _former, ...rest }: Record<string, unknown> = all[field];
  return mappings.parse({ ...all, [field]: setting === undefined ? rest : { ...rest, [key]: setting } });
}

/** Replaces, or adds, what is set for one server. */
export function withServer(settings: RecoverySettings, server: ServerRecovery): RecoverySettings {
  const others = settings.servers.filter(({ serverId }) => serverId !== server.serverId);
  return { ...settings, servers: [...others, server] };
}

/** Whether `other` comes up after `serverId` already, directly or by way of others: then it cannot come before it. */
export function followsServer(
  servers: readonly Pick<ServerRecovery, "serverId" | "after">[],
  other: string,
  serverId: string,
): boolean {
  const after = new Map(servers.map((server) => [server.serverId, server.after]));
  const seen = new Set<string>();
  const open = [other];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === serverId) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...(after.get(id) ?? []));
  }
  return false;
}
