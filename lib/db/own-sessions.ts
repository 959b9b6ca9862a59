import type { Prisma } from "@/generated/prisma/client";
import { db } from "./client";

type Person = { cloudId: string; userId: string };

const ownSelect = {
  id: true,
  projectName: true,
  method: true,
  address: true,
  userAgent: true,
  createdAt: true,
  lastSeenAt: true,
  tokenExpiresAt: true,
  endsAt: true,
  endedAt: true,
} as const satisfies Prisma.SessionSelect;
export type OwnSessionRow = Prisma.SessionGetPayload<{ select: typeof ownSelect }>;

/** The person's sign-ins that were not ended, last used first. */
export function selectOwnSessions({ cloudId, userId }: Person, now: Date): Promise<OwnSessionRow[]> {
  return db().session.findMany({
    where: { cloudId, userId, endedAt: null, endsAt: { gt: now } },
    orderBy: { lastSeenAt: "desc" },
    take: 100,
    select: ownSelect,
  });
}

/** Whether the session is the person's own and still open. */
export async function isOwnOpenSession({ cloudId, userId }: Person, id: string): Promise<boolean> {
  return (await db().session.count({ where: { id, cloudId, userId, endedAt: null } })) > 0;
}
