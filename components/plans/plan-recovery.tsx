import Link from "next/link";

import { SectionHeading } from "@/components/section-heading";
import { Button } from "@/components/ui/button";
import type { PlanDetail } from "@/lib/domain/plan";

/** The way to how the plan comes back at its recovery site. */
export function PlanRecovery({ plan }: { plan: PlanDetail }) {
  return (
    <section aria-labelledby="recovery">
      <SectionHeading
        id="recovery"
        actions={
          <Button asChild size="sm">
            <Link href={`/plans/${plan.id}/recovery`}>Recovery settings</Link>
          </Button>
        }
      >
        Recovery
      </SectionHeading>
      <p className="text-ink-2">
        {plan.recoverySiteName
          ? `Comes back at ${plan.recoverySiteName} when ${plan.siteName} is lost: mappings, order, gates, readiness and dry run.`
          : `The plan has no recovery site: the loss of ${plan.siteName} is not covered.`}
      </p>
    </section>
  );
}
