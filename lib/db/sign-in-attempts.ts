import { db } from "./client";

/** Writes an attempt down before it is made, so that many at once cannot slip through together. */
export async function insertAttempt(key: string, at: Date): Promise<bigint> {
  const row = await db().signInAttempt.create({ data: { key, at }, select: { id: true } });
  return row.id;
}

/** When the other attempts under this key were made, newest first. */
export async function selectAttempts(key: string, since: Date, before: bigint): Promise<Date[]> {
  const rows = await db().signInAttempt.findMany({
    where: { key, at: { gt: since }, id: { lt: before } },
    orderBy: { id: "desc" },
    take: 100,
    select: { at: true },
  });
  return rows.map((row) => row.at);
}

/** Takes attempts back that are not to count: refused unheard, or successful. */
export async function deleteAttempts(ids: bigint[]): Promise<void> {
  await db().signInAttempt.deleteMany({ where: { id: { in: ids } } });
}

/** A success clears the user's slate. */
export async function deleteAttemptsOfKey(key: string): Promise<void> {
  await db().signInAttempt.deleteMany({ where: { key } });
}

export async function deleteAttemptsBefore(at: Date): Promise<void> {
  await db().signInAttempt.deleteMany({ where: { at: { lt: at } } });
}
