"use client";

import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { PageHeader } from "@/components/page-header";
import { PlanForm } from "@/components/plans/plan-form";
import type { PlanFormFacts } from "@/components/plans/plan-form-props";
import { ReaderNote } from "@/components/plans/reader-note";
import { resultOf, useEditPlan } from "@/components/plans/use-plans";
import { PageCrumbs } from "@/components/shell/crumbs";
import type { PlanInput } from "@/lib/domain/plan";

type EditPlanProps = { planId: string; found: PlanInput; hasUserData: string[]; facts: PlanFormFacts };

export function EditPlan({ planId, found, hasUserData, facts }: EditPlanProps) {
  const router = useRouter();
  const edit = useEditPlan(planId, found);
  const back = `/plans/${planId}`;
  return (
    <>
      <PageCrumbs crumbs={[{ label: "Plans", href: "/plans" }, { label: found.name, href: back }, { label: "Edit" }]} />
      <PageHeader
        title={`Edit ${found.name}`}
        meta="Every change is written to the plan's history. A changed promise is a new version; earlier verdicts stay."
      />
      {facts.canWrite ? (
        <PlanForm
          start={found}
          planId={planId}
          hasUserData={hasUserData}
          {...facts}
          onLeave={() => router.push(back)}
          onSave={async (input) => {
            const saved = await resultOf(edit.mutateAsync(input));
            if (!saved.ok) return saved.error;
            if (saved.data.credentialProblem)
              toast.warning(`Saved, but the plan has no access of its own: ${saved.data.credentialProblem}`);
            else toast.success(`${input.name} is saved`);
            router.push(back);
            return null;
          }}
        />
      ) : (
        <ReaderNote what="edit the plan" />
      )}
    </>
  );
}
