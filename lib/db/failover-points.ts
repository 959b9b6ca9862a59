import { db } from "./client";

type Row = {
  id: string;
  capturedAt: Date;
  consistency: string | null;
  state: string;
  offsiteAt: Date | null;
  verifiedAt: Date | null;
};

/** What of a plan can be restored from, newest first. */
export async function selectRestorablePoints(planId: string, take = 200): Promise<Row[]> {
  const rows = await db().checkpoint.findMany({
    where: { planId, state: { in: ["usable", "partial"] }, goneAt: null, capturedAt: { not: null } },
    orderBy: { capturedAt: "desc" },
    take,
    select: { id: true, capturedAt: true, consistency: true, state: true, offsiteAt: true, verifiedAt: true },
  });
  return rows.flatMap(({ capturedAt, ...row }) => (capturedAt ? [{ ...row, capturedAt }] : []));
}
