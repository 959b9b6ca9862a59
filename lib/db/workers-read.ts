import { db } from "./client";

/** When the last sign of life of any worker came; null when there was never one. */
export async function selectLastWorkerSign(): Promise<Date | null> {
  const row = await db().worker.findFirst({ orderBy: { seenAt: "desc" }, select: { seenAt: true } });
  return row?.seenAt ?? null;
}

/** How many workers gave a sign of life after `since`. */
export function countWorkersSeenAfter(since: Date): Promise<number> {
  return db().worker.count({ where: { seenAt: { gt: since } } });
}
