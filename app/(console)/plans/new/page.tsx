import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cookies } from "next/headers";
import { NewPlan } from "@/components/plans/new-plan";
import { newDraft } from "@/components/plans/plan-draft";
import { isTimeZone, ZONE_COOKIE } from "@/components/zone";
import { resourceRef, type ResourceRef } from "@/lib/domain/resource";
import { planFormFacts } from "@/lib/server/plans/queries";

export const metadata: Metadata = { title: "New plan" };

type Param = string | string[] | undefined;
type Props = { searchParams: Promise<Record<string, Param>> };

/** `?siteId=…` with `kind`, `id` and `name` for each resource chosen: the way from "not protected" to a plan. */
export default async function NewPlanPage({ searchParams }: Props) {
  const [{ siteId, kind, id, name }, facts, jar] = await Promise.all([searchParams, planFormFacts(), cookies()]);
  const site = facts.sites.find((one) => one.id === siteId) ?? facts.sites[0];
  if (!site) notFound();
  const cookie = jar.get(ZONE_COOKIE)?.value ?? "UTC";
  const zone = isTimeZone(cookie) ? cookie : "UTC";
  return (
    <NewPlan
      start={newDraft({ siteId: site.id, zone, resources: chosenResources({ kind, id, name }) })}
      facts={facts}
    />
  );
}

const MOST = 200;

// What cannot be read is left out: it can be chosen in the form.
function chosenResources({ kind, id, name }: Record<"kind" | "id" | "name", Param>): ResourceRef[] {
  const [kinds, ids, names] = [list(kind), list(id), list(name)];
  return ids.slice(0, MOST).flatMap((one, index) => {
    const parsed = resourceRef.safeParse({ kind: kinds[index], id: one, name: names[index] ?? "" });
    return parsed.success ? [parsed.data] : [];
  });
}

function list(value: Param): string[] {
  return [value ?? []].flat();
}
