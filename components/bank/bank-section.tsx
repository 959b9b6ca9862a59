"use client";

import { BankKey } from "@/components/bank/bank-key";
import { useBank } from "@/components/bank/use-bank";
import { Callout } from "@/components/callout";
import { ErrorState } from "@/components/error-state";
import { Facts } from "@/components/facts";
import { failureOf } from "@/components/request";
import { SectionHeading } from "@/components/section-heading";
import { TimeAgo } from "@/components/time";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import type { BankView } from "@/lib/domain/bank-page";

type BankSectionProps = { planId: string; canWrite: boolean };

/** What outlives both the source site and Breakwater: the bank at the recovery site, its key, and the runbook. */
export function BankSection({ planId, canWrite }: BankSectionProps) {
  const { data: bank, error, refetch, isFetching } = useBank(planId);
  if (bank === null) return null;
  return (
    <section aria-labelledby="bank">
      <SectionHeading id="bank" actions={canWrite && bank?.writtenAt ? <RunbookLinks planId={planId} /> : null}>
        Bank and runbook
      </SectionHeading>
      {error ? <ErrorState failure={failureOf(error)} onRetry={() => void refetch()} retrying={isFetching} /> : null}
      {bank ? <Bank bank={bank} planId={planId} canWrite={canWrite} /> : null}
      {!bank && !error ? <Skeleton className="h-20 w-full" /> : null}
    </section>
  );
}

function RunbookLinks({ planId }: { planId: string }) {
  const door = `/api/plans/${planId}/runbook`;
  return (
    <>
      <Button asChild size="sm">
        <a href={`${door}.html`} target="_blank" rel="noreferrer">
          Open the runbook
        </a>
      </Button>
      <Button asChild size="sm">
        <a href={`${door}.md`} download>
          Runbook as Markdown
        </a>
      </Button>
    </>
  );
}

function Bank({ bank, planId, canWrite }: BankSectionProps & { bank: BankView }) {
  const { siteName, place, writtenAt, triedAt, problem } = bank;
  return (
    <div className="grid gap-3">
      {problem ? (
        <Callout tone="risk" title="The bank is not as new as the plan">
          {problem} {triedAt ? <TimeAgo at={triedAt} /> : null}
        </Callout>
      ) : null}
      <Facts
        facts={[
          { label: "Kept at", value: place || `${siteName}; not written yet` },
          { label: "Written", value: writtenAt ? <TimeAgo at={writtenAt} /> : "with the next checkpoint" },
        ]}
      />
      <BankKey bank={bank} planId={planId} canWrite={canWrite} />
    </div>
  );
}
