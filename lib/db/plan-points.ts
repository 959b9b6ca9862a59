import { db } from "./client";

/** What exposure, compliance and durations are computed from. */
export type PlanPointRow = {
  id: string;
  planId: string;
  state: string;
  createdAt: Date;
  capturedAt: Date | null;
  localAt: Date | null;
  offsiteAt: Date | null;
  verifiedAt: Date | null;
  goneAt: Date | null;
  consistency: string | null;
  memberCount: number;
  capturedCount: number;
  sizeGiB: number | null;
  full: boolean;
  cause: string | null;
};

/**
 * The points of these plans that count at any moment since `from`: taken since, or still there then.
 * One query for all plans, oldest first.
 */
export function selectPlanPoints(planIds: string[], from: Date): Promise<PlanPointRow[]> {
  return db().checkpoint.findMany({
    where: { planId: { in: planIds }, OR: [{ goneAt: null }, { goneAt: { gte: from } }] },
    orderBy: { createdAt: "asc" },
    select: {
      id: true,
      planId: true,
      state: true,
      createdAt: true,
      capturedAt: true,
      localAt: true,
      offsiteAt: true,
      verifiedAt: true,
      goneAt: true,
      consistency: true,
      memberCount: true,
      capturedCount: true,
      sizeGiB: true,
      full: true,
      cause: true,
    },
  });
}
