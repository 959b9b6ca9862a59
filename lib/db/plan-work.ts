import {
  consistency,
  offsiteWay,
  provider,
  retention,
  schedule,
  selection,
  type Consistency,
  type OffsiteWay,
  type Retention,
  type Schedule,
  type Selection,
} from "@/lib/domain/plan";
import { db, type Tx } from "./client";

/** A plan as its runs and the scheduler need it. */
export type WorkPlan = {
  id: string;
  cloudId: string;
  projectId: string;
  projectName: string;
  siteId: string;
  recoverySiteId: string | null;
  offsiteWay: OffsiteWay;
  name: string;
  provider: "native";
  selection: Selection;
  schedule: Schedule;
  retention: Retention;
  fullEvery: number;
  consistency: Consistency;
  userDataSealed: string | null;
  state: string;
  lastSlotAt: Date | null;
  activatedAt: Date;
  deletedAt: Date | null;
};

const select = {
  id: true,
  cloudId: true,
  projectId: true,
  projectName: true,
  siteId: true,
  recoverySiteId: true,
  offsiteWay: true,
  name: true,
  provider: true,
  selection: true,
  schedule: true,
  retention: true,
  fullEvery: true,
  consistency: true,
  userDataSealed: true,
  state: true,
  lastSlotAt: true,
  activatedAt: true,
  deletedAt: true,
} as const;

/** Also a deleted one: its checkpoints may still have to go. */
export async function selectWorkPlan(id: string, tx: Tx = db()): Promise<WorkPlan | null> {
  const row = await tx.plan.findUnique({ where: { id }, select });
  return row && parsed(row);
}

/** Plans whose schedule is in force, in pages by id. */
export async function selectActivePlans({
  after,
  limit,
}: {
  after: string | null;
  limit: number;
}): Promise<WorkPlan[]> {
  const rows = await db().plan.findMany({
    where: { state: "active", deletedAt: null, ...(after === null ? {} : { id: { gt: after } }) },
    orderBy: { id: "asc" },
    take: limit,
    select,
  });
  return rows.map(parsed);
}

/** Plans whose checkpoints are kept by retention: paused ones too, and deleted ones as long as something of them is there. */
export async function selectRetainedPlans({
  after,
  limit,
}: {
  after: string | null;
  limit: number;
}): Promise<WorkPlan[]> {
  const holding = { some: { goneAt: null, state: { in: ["usable", "partial", "expiring"] } } };
  const rows = await db().plan.findMany({
    where: { OR: [{ deletedAt: null }, { checkpoints: holding }], ...(after === null ? {} : { id: { gt: after } }) },
    orderBy: { id: "asc" },
    take: limit,
    select,
  });
  return rows.map(parsed);
}

/** False when another worker has taken this slot, or a later one, already. */
export async function claimSlot(tx: Tx, planId: string, slotAt: Date): Promise<boolean> {
  const { count } = await tx.plan.updateMany({
    where: { id: planId, state: "active", deletedAt: null, OR: [{ lastSlotAt: null }, { lastSlotAt: { lt: slotAt } }] },
    data: { lastSlotAt: slotAt },
  });
  return count === 1;
}

type Parsed = "provider" | "selection" | "schedule" | "retention" | "consistency" | "offsiteWay";
type Row = { [key in Parsed]: unknown } & Omit<WorkPlan, Parsed>;

function parsed(row: Row): WorkPlan {
  return {
    ...row,
    provider: provider.parse(row.provider),
    selection: selection.parse(row.selection),
    schedule: schedule.parse(row.schedule),
    retention: retention.parse(row.retention),
    consistency: consistency.parse(row.consistency),
    offsiteWay: offsiteWay.parse(row.offsiteWay),
  };
}
