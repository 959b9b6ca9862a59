import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cookies } from "next/headers";
import { NewPlan } from "@/components/plans/new-plan";
import { newDraft } from "@/components/plans/plan-draft";
import { isTimeZone, ZONE_COOKIE } from "@/components/zone";
import { resourceRef } from "@/lib/domain/resource";
import { planFormFacts } from "@/lib/server/plans/queries";

export const metadata: Metadata = { title: "New plan" };

type Props = { searchParams: Promise<{ siteId?: string; kind?: string; id?: string; name?: string }> };

/** `?siteId=…&kind=…&id=…&name=…` begins with one resource chosen: the way from "not protected" to a plan. */
export default async function NewPlanPage({ searchParams }: Props) {
  const [{ siteId, ...resource }, facts, jar] = await Promise.all([searchParams, planFormFacts(), cookies()]);
  const site = facts.sites.find(({ id }) => id === siteId) ?? facts.sites[0];
  if (!site) notFound();
  const cookie = jar.get(ZONE_COOKIE)?.value ?? "UTC";
  const zone = isTimeZone(cookie) ? cookie : "UTC";
  const chosen = resourceRef.safeParse(resource);
  return <NewPlan start={newDraft({ siteId: site.id, zone, resource: chosen.success ? chosen.data : null })} facts={facts} />;
}
