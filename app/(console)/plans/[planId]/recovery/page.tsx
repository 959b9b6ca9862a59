import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ErrorState } from "@/components/error-state";
import { PageHeader } from "@/components/page-header";
import { RecoveryPage } from "@/components/recovery-settings/recovery-page";
import { attempt } from "@/lib/server/failure";
import { canWrite } from "@/lib/server/plans/rights";
import { getRecoveryFacts } from "@/lib/server/recovery-settings/queries";

export const metadata: Metadata = { title: "Recovery of a plan" };

type Props = { params: Promise<{ planId: string }> };

export default async function PlanRecoveryPage({ params }: Props) {
  const { planId } = await params;
  const [facts, writable] = await Promise.all([attempt(() => getRecoveryFacts(planId)), canWrite()]);
  if (facts.ok) return <RecoveryPage facts={facts.data} canWrite={writable} />;
  if (facts.error.code === "not-found") notFound();
  return (
    <>
      <PageHeader title="Recovery" />
      <ErrorState failure={facts.error} />
    </>
  );
}
