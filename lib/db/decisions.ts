import { db, type Tx } from "./client";

export type Decision = { verdict: string; note: string; by: string; at: Date };

/** What a person decided about a step; the first decision stands. */
export async function insertDecision(
  tx: Tx,
  { runId, stepKey, verdict, note, by }: { runId: string; stepKey: string; verdict: string; note: string; by: string },
): Promise<boolean> {
  const { count } = await tx.decision.createMany({
    data: [{ runId, stepKey, verdict, note, by }],
    skipDuplicates: true,
  });
  return count === 1;
}

export function selectDecision(runId: string, stepKey: string): Promise<Decision | null> {
  return db().decision.findUnique({
    where: { runId_stepKey: { runId, stepKey } },
    select: { verdict: true, note: true, by: true, at: true },
  });
}
