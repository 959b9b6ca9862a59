import type { ResourceView } from "./resource";

type Plan = { resourceId: string; planId: string; planName: string };
type Row = Omit<ResourceView, "protectedBy">;

/**
 * The plans that protect each row: those that hold it, and for a volume those that hold a server it is attached to,
 * since a server's checkpoint takes all its volumes.
 */
export function withProtection(rows: Row[], plans: Plan[]): ResourceView[] {
  return rows.map((row) => {
    const own = plans.filter((plan) => plan.resourceId === row.id).map((plan) => ({ ...named(plan), through: null }));
    const known = new Set(own.map(({ planId }) => planId));
    const through = serversOf(row).flatMap((server) =>
      plans
        .filter((plan) => plan.resourceId === server.id && !known.has(plan.planId))
        .map((plan) => ({ ...named(plan), through: server.name })),
    );
    return { ...row, protectedBy: [...own, ...through] };
  });
}

/** Whose plans must be looked up to tell how `rows` are protected. */
export function relevantIds(rows: Row[]): string[] {
  return [...new Set(rows.flatMap((row) => [row.id, ...serversOf(row).map(({ id }) => id)]))];
}

function serversOf(row: Row): { id: string; name: string }[] {
  if (row.kind !== "OS::Cinder::Volume") return [];
  return row.dependsOn.filter(({ kind }) => kind === "OS::Nova::Server");
}

const named = ({ planId, planName }: Plan) => ({ planId, planName });
