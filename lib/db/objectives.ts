import type { Objective } from "@/lib/domain/plan";
import { db, type Tx } from "./client";

export const objectiveSelect = {
  planId: true,
  fromAt: true,
  rpoMinutes: true,
  rtoMinutes: true,
  targetPercent: true,
  rung: true,
  setBy: true,
} as const;

export type ObjectiveRow = {
  planId: string;
  fromAt: Date;
  rpoMinutes: number;
  rtoMinutes: number;
  targetPercent: number;
  rung: string;
  setBy: string;
};

type NewVersion = { planId: string; objective: Objective; setBy: string; at: Date };

/** Appends a version of the promise; the earlier ones stay, and stay binding for their time. */
export async function appendObjective(tx: Tx, { planId, objective, setBy, at }: NewVersion): Promise<void> {
  await tx.objective.create({ data: { planId, ...objective, setBy, fromAt: at } });
}

/** Every version of these plans' promises, oldest first. */
export function selectObjectives(planIds: string[]): Promise<ObjectiveRow[]> {
  return db().objective.findMany({
    where: { planId: { in: planIds } },
    orderBy: [{ planId: "asc" }, { fromAt: "asc" }],
    select: objectiveSelect,
  });
}
