import type { Metadata } from "next";
import { notFound } from "next/navigation";

import { ErrorState } from "@/components/error-state";
import { FailoverWizard } from "@/components/failover/failover-wizard";
import { attempt } from "@/lib/server/failure";
import { getFailoverPage } from "@/lib/server/failover/page-facts";

export const metadata: Metadata = { title: "Fail over" };

type Props = { params: Promise<{ planId: string }> };

export default async function FailoverWizardPage({ params }: Props) {
  const { planId } = await params;
  const found = await attempt(() => getFailoverPage(planId));
  if (!found.ok && found.error.code === "not-found") notFound();
  if (!found.ok) return <ErrorState failure={found.error} />;
  return <FailoverWizard {...found.data} purpose="real" />;
}
