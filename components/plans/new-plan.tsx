"use client";

import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { PageHeader } from "@/components/page-header";
import { PlanForm } from "@/components/plans/plan-form";
import type { PlanFormFacts } from "@/components/plans/plan-form-props";
import type { PlanDraft } from "@/components/plans/plan-draft";
import { ReaderNote } from "@/components/plans/reader-note";
import { resultOf, useCreatePlan } from "@/components/plans/use-plans";
import { PageCrumbs } from "@/components/shell/crumbs";

export function NewPlan({ start, facts }: { start: PlanDraft; facts: PlanFormFacts }) {
  const router = useRouter();
  const create = useCreatePlan();
  return (
    <>
      <PageCrumbs crumbs={[{ label: "Plans", href: "/plans" }, { label: "New plan" }]} />
      <PageHeader
        title="New plan"
        meta="Five short steps; the defaults do for most. Nothing is saved before the review."
      />
      {facts.canWrite ? (
        <PlanForm
          start={start}
          planId={null}
          hasUserData={[]}
          {...facts}
          onLeave={() => router.push("/plans")}
          onSave={async (input) => {
            const saved = await resultOf(create.mutateAsync(input));
            if (!saved.ok) return saved.error;
            if (saved.data.credentialProblem)
              toast.warning(
                `${input.name} is saved, but has no access of its own yet: ${saved.data.credentialProblem}`,
              );
            else toast.success(`${input.name} is saved`);
            router.push(`/plans/${saved.data.planId}`);
            return null;
          }}
        />
      ) : (
        <ReaderNote what="make a plan" />
      )}
    </>
  );
}
