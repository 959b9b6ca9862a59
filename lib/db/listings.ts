import type { z } from "zod";
import type { Json } from "@/lib/domain/json";
import type { Scope } from "@/lib/domain/permissions";
import { db } from "./client";
import { required } from "./stored";

type Key = { siteId: string; key: string };
export type Kept<T> = { value: T; seenAt: Date };

/** What a question to the cloud was last answered for this project; null when it was never asked. */
export async function selectListing<S extends z.ZodType>(
  scope: Scope,
  { siteId, key }: Key,
  schema: S,
): Promise<Kept<z.output<S>> | null> {
  const { cloudId, projectId } = scope;
  const row = await db().listing.findUnique({
    where: { cloudId_projectId_siteId_key: { cloudId, projectId, siteId, key } },
    select: { page: true, seenAt: true },
  });
  const page = schema.safeParse(row?.page);
  // An answer kept by an older version may no longer parse: then it is simply not known.
  return row && page.success ? { value: page.data, seenAt: row.seenAt } : null;
}

/** The newest kept list that has a row with this id. */
export async function selectListingWith<S extends z.ZodType>(
  scope: Scope,
  { siteId, rowId }: { siteId: string; rowId: string },
  schema: S,
): Promise<Kept<z.output<S>> | null> {
  const holding = JSON.stringify({ rows: [{ id: rowId }] });
  const [row] = await db().$queryRaw<{ page: unknown; seenAt: Date }[]>`
    select "page", "seenAt" from "Listing"
     where "cloudId" = ${scope.cloudId} and "projectId" = ${scope.projectId} and "siteId" = ${siteId} and "page" @> ${holding}::jsonb
     order by "seenAt" desc limit 1`;
  const page = schema.safeParse(row?.page);
  return row && page.success ? { value: page.data, seenAt: row.seenAt } : null;
}

export async function upsertListing(scope: Scope, { siteId, key }: Key, value: Json, seenAt: Date): Promise<void> {
  const { cloudId, projectId } = scope;
  const kept = { page: required(value), seenAt };
  await db().listing.upsert({
    where: { cloudId_projectId_siteId_key: { cloudId, projectId, siteId, key } },
    create: { cloudId, projectId, siteId, key, ...kept },
    update: kept,
    select: { key: true },
  });
}
