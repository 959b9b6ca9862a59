import type { Scope } from "@/lib/domain/permissions";
import { db } from "./client";

/** The project's living plans with the access that each has, by name. */
export function selectPlanCredentials({ cloudId, projectId }: Scope) {
  return db().plan.findMany({
    where: { cloudId, projectId, deletedAt: null },
    orderBy: { name: "asc" },
    take: 500,
    select: {
      id: true,
      name: true,
      siteId: true,
      credential: {
        select: {
          state: true,
          userName: true,
          createdAt: true,
          checkedAt: true,
          expiresAt: true,
          restricted: true,
          problem: true,
        },
      },
    },
  });
}
