import { BREAKWATER_ACTOR, insertAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import type { DrillRows } from "./drill-rows";
import type { PlanRows } from "./rows";

/** One plan with all that belongs to it, in one transaction. */
export async function writePlan(tx: Tx, rows: PlanRows): Promise<void> {
  await tx.plan.create({ data: rows.plan, select: { id: true } });
  await tx.objective.createMany({ data: rows.objectives });
  await tx.member.createMany({ data: rows.members });
  await tx.run.createMany({ data: rows.runs });
  await tx.step.createMany({ data: rows.steps });
  await tx.checkpoint.createMany({ data: rows.checkpoints });
  await tx.captured.createMany({ data: rows.captured });
  await tx.copy.createMany({ data: rows.copies });
  const { id = "", name, cloudId, projectId, projectName } = rows.plan;
  await insertAudit(tx, {
    actor: BREAKWATER_ACTOR,
    scope: { cloudId, projectId, projectName },
    action: "plan.import",
    object: { kind: "plan", id, name },
    result: "done",
    reason: "Taken over with sixty days of history from the demo cloud",
  });
}

/** The drills that the plan had. */
export async function writeDrills(tx: Tx, { runs, steps, failovers }: DrillRows): Promise<void> {
  await tx.run.createMany({ data: runs });
  await tx.step.createMany({ data: steps });
  await tx.failover.createMany({ data: failovers });
}
