import type { CapturedView } from "@/lib/domain/checkpoint";

export type TreeRow = { captured: CapturedView; depth: number };

/** Servers with what they stand on below them, then what stands by itself. A volume of two servers is under the first. */
export function treeOf(captured: readonly CapturedView[]): TreeRow[] {
  const placed = new Set<string>();
  const servers = captured.filter(({ kind }) => kind === "OS::Nova::Server");
  const rows = servers.flatMap((server) => {
    placed.add(server.id);
    const below = captured.filter(
      (other) =>
        !placed.has(other.id) &&
        other.kind !== "OS::Nova::Server" &&
        other.kind !== "OS::Neutron::Network" &&
        stands(server, other),
    );
    for (const { id } of below) placed.add(id);
    return [{ captured: server, depth: 0 }, ...below.map((one) => ({ captured: one, depth: 1 }))];
  });
  return [...rows, ...captured.filter(({ id }) => !placed.has(id)).map((one) => ({ captured: one, depth: 0 }))];
}

/** Whether `one` needs `other`: by id, or for what is known by its name only, by name. A volume may itself name its server. */
export function stands(one: CapturedView, other: CapturedView): boolean {
  const names = (from: CapturedView, to: CapturedView) =>
    from.dependsOn.some((need) => need.kind === to.kind && (need.id === to.resourceId || need.id === to.name));
  return names(one, other) || (other.kind === "OS::Cinder::Volume" && names(other, one));
}
