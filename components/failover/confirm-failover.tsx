"use client";

import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";

import type { FailoverWizard } from "@/components/failover/use-failover-wizard";
import { failureOf, unwrap } from "@/components/request";
import { WriteButton } from "@/components/runs/write-button";
import { TypedConfirm } from "@/components/typed-confirm";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { FailoverPlanFacts } from "@/lib/domain/failover-page";
import type { FailoverReview } from "@/lib/domain/failover-view";
import { isBlocked } from "@/lib/domain/restore-checks";
import { startFailover } from "@/lib/server/failover/actions";

type ConfirmFailoverProps = {
  wizard: FailoverWizard;
  facts: FailoverPlanFacts;
  review: FailoverReview;
  canWrite: boolean;
};

/** The last word: a reason, and the plan's name. */
export function ConfirmFailover(props: ConfirmFailoverProps) {
  const { wizard, facts, review, canWrite } = props;
  const blocked = isBlocked(review.checks);
  return (
    <section aria-labelledby="confirm" className="self-start xl:sticky xl:top-16">
      <h2 id="confirm" className="mb-2 text-base font-semibold">
        Confirm
      </h2>
      {blocked ? <Blocked onShow={() => wizard.go("checks")} /> : canWrite ? <StartForm {...props} /> : <ReaderNote />}
      {review.purpose === "real" ? (
        <p className="mt-4 text-xs text-ink-3">
          Safer first, where there is time:{" "}
          <Link href={`/plans/${facts.planId}/drill`} className="quiet-link">
            a drill
          </Link>{" "}
          in isolated networks.
        </p>
      ) : null}
    </section>
  );
}

function StartForm({ wizard, facts, review }: ConfirmFailoverProps) {
  const router = useRouter();
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState<string | undefined>(undefined);
  const start = useMutation({
    mutationFn: async () => {
      if (!wizard.input) throw new Error("Nothing was asked");
      const asked = { input: wizard.input, hash: review.hash, reason: reason.trim(), confirmation: facts.planName };
      return unwrap(await startFailover(asked));
    },
    onSuccess: ({ runId }) => router.push(`/failovers/${runId}`),
  });
  const begin = () => {
    const short = reason.trim().length < 3;
    setMissing(short ? "Say why, for those who read it later." : undefined);
    if (!short) start.mutate();
  };
  const failure = start.error ? failureOf(start.error) : null;
  return (
    <>
      <TypedConfirm
        name={facts.planName}
        verb={review.purpose === "drill" ? "Start the drill" : `Fail over to ${review.to.name}`}
        pending={start.isPending || start.isSuccess}
        failure={failure}
        onConfirm={begin}
        onBack={() => wizard.go("checks")}
      >
        <Field label="Reason, kept in the audit trail" error={missing ?? failure?.fields?.["reason"]} required>
          {(control) => (
            <Textarea {...control} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
          )}
        </Field>
      </TypedConfirm>
      {failure?.code === "conflict" ? (
        <Button className="mt-2" size="sm" pending={wizard.review.isFetching} onClick={() => void wizard.again()}>
          Show how it stands now
        </Button>
      ) : null}
      {review.purpose === "drill" ? (
        <p className="mt-3 text-xs text-ink-3">
          The drill ends by itself {facts.drillHours} h after it is up, or when you end it.
        </p>
      ) : null}
    </>
  );
}

function Blocked({ onShow }: { onShow: () => void }) {
  return (
    <div className="grid gap-3">
      <p className="text-breach">A check stands in the way; it says what to do about it.</p>
      <Button className="justify-self-start" onClick={onShow}>
        Show the checks
      </Button>
    </div>
  );
}

function ReaderNote() {
  return (
    <div className="grid gap-3">
      <p className="text-ink-2">Your role in this project is reader: a member can start it.</p>
      <span>
        <WriteButton canWrite={false}>Start</WriteButton>
      </span>
    </div>
  );
}
