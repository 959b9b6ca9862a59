import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EditPlan } from "@/components/plans/edit-plan";
import { AppError } from "@/lib/domain/errors";
import { planForEdit, planFormFacts } from "@/lib/server/plans/queries";

export const metadata: Metadata = { title: "Edit plan" };

type Props = { params: Promise<{ planId: string }> };

export default async function EditPlanPage({ params }: Props) {
  const { planId } = await params;
  const [plan, facts] = await Promise.all([planOrNothing(planId), planFormFacts()]);
  if (plan === null) notFound();
  return <EditPlan planId={planId} found={plan.input} hasUserData={plan.hasUserData} facts={facts} />;
}

async function planOrNothing(planId: string) {
  try {
    return await planForEdit(planId);
  } catch (error) {
    if (error instanceof AppError && error.code === "not-found") return null;
    throw error;
  }
}
