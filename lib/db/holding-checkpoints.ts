import type { Scope } from "@/lib/domain/permissions";
import { db } from "./client";

type Holding = { kind: string; resourceId: string };

/** One page of the project's checkpoints that captured a resource and still have its data, newest first. */
export async function selectHoldingCheckpoints(
  { cloudId, projectId }: Scope,
  { kind, resourceId }: Holding,
  { skip, take }: { skip: number; take: number },
) {
  const where = { kind, resourceId, state: "captured", checkpoint: { cloudId, projectId, goneAt: null } } as const;
  const [rows, total] = await Promise.all([
    db().captured.findMany({
      where,
      orderBy: [{ checkpoint: { createdAt: "desc" } }, { id: "desc" }],
      skip,
      take,
      select: {
        sizeGiB: true,
        checkpoint: {
          select: {
            id: true,
            planId: true,
            state: true,
            capturedAt: true,
            createdAt: true,
            localAt: true,
            offsiteAt: true,
            plan: { select: { name: true } },
          },
        },
      },
    }),
    db().captured.count({ where }),
  ]);
  return { rows, total };
}
