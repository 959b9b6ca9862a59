import { db, type Tx } from "./client";

/** Whether anyone ever signed in at the cloud: from then on it belongs to its own administrators. */
export async function wasCloudEntered(cloudId: string): Promise<boolean> {
  const row = await db().session.findFirst({ where: { cloudId }, select: { id: true } });
  return row !== null;
}

/** Whether another living site of the cloud has this name already. */
export async function isSiteNameTaken(
  tx: Tx,
  { cloudId, name, exceptId }: { cloudId: string; name: string; exceptId: string },
): Promise<boolean> {
  const row = await tx.site.findFirst({
    where: { cloudId, removedAt: null, id: { not: exceptId }, name: { equals: name, mode: "insensitive" } },
    select: { id: true },
  });
  return row !== null;
}

/** Takes away the sites that a file once named and no longer does; answers their names. Their rows stay, for history and for a return. */
export async function removeSitesNotNamed(tx: Tx, namedIds: string[], at: Date): Promise<string[]> {
  const where = { source: "file", removedAt: null, id: { notIn: namedIds } };
  const rows = await tx.site.findMany({ where, select: { name: true } });
  await tx.site.updateMany({ where, data: { removedAt: at, serviceAccountSealed: null } });
  return rows.map(({ name }) => name);
}
