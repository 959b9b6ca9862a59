import { db } from "./client";

export type LedgerLine = { siteId: string; kind: string; resourceId: string; name: string; tag: string };
type Owner = { id: string; cloudId: string; projectId: string };

/** Writes down that the run made a thing. Found again after a crash, it is the same line. */
export async function insertCreated(run: Owner, line: LedgerLine): Promise<void> {
  await db().created.createMany({
    data: [{ runId: run.id, cloudId: run.cloudId, projectId: run.projectId, ...line }],
    skipDuplicates: true,
  });
}

/** What the run made and is not known to be gone. */
export function selectStanding(
  runId: string,
): Promise<{ siteId: string; kind: string; resourceId: string; name: string }[]> {
  return db().created.findMany({
    where: { runId, removedAt: null },
    select: { siteId: true, kind: true, resourceId: true, name: true },
  });
}

/** Everything that bears one of these tags is gone from the cloud. */
export async function markTagsRemoved(runId: string, tags: string[], at: Date): Promise<void> {
  await db().created.updateMany({ where: { runId, tag: { in: tags }, removedAt: null }, data: { removedAt: at } });
}

/** The thing is gone from the cloud. */
export async function markRemoved(
  runId: string,
  thing: { siteId: string; kind: string; resourceId: string },
  at: Date,
): Promise<void> {
  await db().created.updateMany({ where: { runId, ...thing, removedAt: null }, data: { removedAt: at } });
}
