import { db } from "./client";

/** A sign of life. A worker that comes back under its id begins anew. */
export async function recordWorker(
  { id, pid, host, startedAt }: { id: string; pid: number; host: string; startedAt: Date },
  at: Date,
): Promise<void> {
  const life = { pid, host, startedAt, seenAt: at };
  await db().worker.upsert({ where: { id }, create: { id, ...life }, update: life, select: { id: true } });
}

/** The worker has ended in order. */
export async function forgetWorker(id: string, pid: number): Promise<void> {
  await db().worker.deleteMany({ where: { id, pid } });
}
