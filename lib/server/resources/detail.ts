import "server-only";
import { after } from "next/server";
import { z } from "zod";
import { selectHoldingCheckpoints } from "@/lib/db/holding-checkpoints";
import { selectListing, selectListingWith, upsertListing } from "@/lib/db/listings";
import { checkpointState } from "@/lib/domain/checkpoint";
import { AppError } from "@/lib/domain/errors";
import type { Actor, Scope } from "@/lib/domain/permissions";
import { resourceView, type ResourceView } from "@/lib/domain/resource";
import {
  HOLDING_PAGE_SIZE,
  resourceDetail,
  type HoldingPage,
  type HoldingQuery,
  type ResourceDetail,
  type ResourceDetailQuery,
} from "@/lib/domain/resource-page";
import { details } from "@/lib/protection/inventory/detail";
import { cloudFor } from "../cloud";
import { requireActor } from "../session";
import { protectedNow } from "./queries";

const kept = resourceDetail.omit({ seenAt: true, live: true });
const rowsOnly = z.object({ rows: z.array(resourceView) });

/** One resource with all that belongs to it, as the cloud has it now. */
export async function readResource(actor: Actor, query: ResourceDetailQuery): Promise<ResourceDetail> {
  const cloud = await cloudFor(actor, query.siteId);
  const found = await details[query.kind](cloud, query.id);
  if (!found)
    throw new AppError("not-found", `${cloud.site.name} has no such resource in project ${actor.projectName}.`, {
      remedy: "It may have been deleted. What checkpoints hold of it can still be restored.",
    });
  const resource = await withPlans(actor, found.resource);
  const seenAt = new Date();
  after(() =>
    upsertListing(actor, { siteId: query.siteId, key: keyOf(query) }, { resource, parts: found.parts }, seenAt),
  );
  return { resource, parts: found.parts, seenAt: seenAt.toISOString(), live: true };
}

/** What was last known of it: its own page, or its row in a list. Null when it was never seen. */
export async function lastKnownResource(query: ResourceDetailQuery): Promise<ResourceDetail | null> {
  const actor = await requireActor("project:read");
  const known =
    (await selectListing(actor, { siteId: query.siteId, key: keyOf(query) }, kept)) ?? (await rowOf(actor, query));
  return (
    known && {
      ...known.value,
      resource: await withPlans(actor, known.value.resource),
      seenAt: known.seenAt.toISOString(),
      live: false,
    }
  );
}

async function rowOf(scope: Scope, { siteId, kind, id }: ResourceDetailQuery) {
  const list = await selectListingWith(scope, { siteId, rowId: id }, rowsOnly);
  const resource = list?.value.rows.find((row) => row.kind === kind && row.id === id);
  return list && resource ? { value: { resource, parts: null }, seenAt: list.seenAt } : null;
}

/** The project's checkpoints from which it could be brought back. */
export async function listHolding(query: HoldingQuery): Promise<HoldingPage> {
  return holdingOf(await requireActor("project:read"), query);
}

export async function holdingOf(scope: Scope, { kind, id, page }: HoldingQuery): Promise<HoldingPage> {
  const pageSize = HOLDING_PAGE_SIZE;
  const { rows, total } = await selectHoldingCheckpoints(
    scope,
    { kind, resourceId: id },
    { skip: (page - 1) * pageSize, take: pageSize },
  );
  return { rows: rows.map(toHolding), total, page, pageSize };
}

type Row = Awaited<ReturnType<typeof selectHoldingCheckpoints>>["rows"][number];

function toHolding({ checkpoint, sizeGiB }: Row): HoldingPage["rows"][number] {
  const { id, plan, planId, state, capturedAt, createdAt, localAt, offsiteAt } = checkpoint;
  return {
    checkpointId: id,
    planId,
    planName: plan.name,
    state: checkpointState.parse(state),
    capturedAt: capturedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    sizeGiB,
    restorable: (state === "usable" || state === "partial") && (localAt ?? offsiteAt) !== null,
  };
}

async function withPlans(scope: Scope, row: Omit<ResourceView, "protectedBy">): Promise<ResourceView> {
  const [resource] = await protectedNow(scope, [row]);
  return resource ?? { ...row, protectedBy: [] };
}

function keyOf({ kind, id }: ResourceDetailQuery): string {
  return JSON.stringify(["one", kind, id]);
}
