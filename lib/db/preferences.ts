import { db, type Tx } from "./client";

/** The project that the person worked in last; null when there is none yet. */
export async function selectLastProject(cloudId: string, userId: string): Promise<string | null> {
  const row = await db().preference.findUnique({
    where: { cloudId_userId: { cloudId, userId } },
    select: { projectId: true },
  });
  return row?.projectId ?? null;
}

export async function upsertLastProject(
  tx: Tx,
  who: { cloudId: string; userId: string; projectId: string },
): Promise<void> {
  const { cloudId, userId, projectId } = who;
  await tx.preference.upsert({
    where: { cloudId_userId: { cloudId, userId } },
    create: who,
    update: { projectId },
    select: { userId: true },
  });
}
