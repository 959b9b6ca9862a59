import type { Metadata } from "next";
import { ImportPlan } from "@/components/plans/import-plan";
import { canWrite } from "@/lib/server/plans/rights";

export const metadata: Metadata = { title: "Import a plan" };

export default async function ImportPlanPage() {
  return <ImportPlan canWrite={await canWrite()} />;
}
