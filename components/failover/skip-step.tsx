"use client";

import { useState } from "react";

import { ErrorState } from "@/components/error-state";
import { useFailoverDeed } from "@/components/failover/use-failover-deed";
import { failureOf } from "@/components/request";
import { WriteButton } from "@/components/runs/write-button";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { StepView } from "@/lib/domain/run";
import { decideStep } from "@/lib/server/failover/actions";

type SkipStepProps = { step: StepView; failoverId: string; canWrite: boolean };

/** A step that failed, and the way past it: with a reason, never without. */
export function SkipStep({ step, failoverId, canWrite }: SkipStepProps) {
  const [asking, setAsking] = useState(false);
  return (
    <li className="grid gap-2">
      <span className="flex flex-wrap items-baseline justify-between gap-2">
        <span className="min-w-0 text-ink">
          {step.title}
          {step.cause ? <span className="block text-xs text-ink-3">{step.cause.message}</span> : null}
        </span>
        {asking ? null : (
          <WriteButton
            canWrite={canWrite}
            size="sm"
            aria-label={`Skip with a reason: ${step.title}`}
            onClick={() => setAsking(true)}
          >
            Skip with a reason…
          </WriteButton>
        )}
      </span>
      {asking ? <SkipForm step={step} failoverId={failoverId} onBack={() => setAsking(false)} /> : null}
    </li>
  );
}

type SkipFormProps = { step: StepView; failoverId: string; onBack: () => void };

function SkipForm({ step, failoverId, onBack }: SkipFormProps) {
  const [note, setNote] = useState("");
  const [missing, setMissing] = useState(false);
  const decide = useFailoverDeed(failoverId, decideStep);
  return (
    <form
      noValidate
      className="grid gap-2 sm:flex sm:items-start"
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(note.trim() === "");
        if (note.trim() !== "") decide.mutate({ runId: failoverId, stepKey: step.key, verdict: "skipped", note });
      }}
    >
      <Field
        label="Why it is skipped"
        error={missing ? "A reason, for those who read it later." : undefined}
        required
        className="sm:w-80"
      >
        {(control) => (
          <Input
            {...control}
            value={note}
            maxLength={500}
            autoFocus
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <span className="flex gap-2 sm:mt-6">
        <Button type="submit" pending={decide.isPending}>
          Skip this step
        </Button>
        <Button variant="ghost" onClick={onBack}>
          Back
        </Button>
      </span>
      {decide.error ? <ErrorState failure={failureOf(decide.error)} /> : null}
    </form>
  );
}
