"use client";

import { useState } from "react";

import { Callout } from "@/components/callout";
import { ErrorState } from "@/components/error-state";
import { useFailoverDeed } from "@/components/failover/use-failover-deed";
import { failureOf } from "@/components/request";
import { WriteButton } from "@/components/runs/write-button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { isPersonsGate } from "@/lib/domain/failover-plan";
import type { FailoverDetail } from "@/lib/domain/failover-view";
import type { StepView } from "@/lib/domain/run";
import { isLive } from "@/lib/domain/run-words";
import { decideStep } from "@/lib/server/failover/actions";

type GatesProps = { failover: FailoverDetail; canWrite: boolean };

/** What waits, and may be passed by hand. */
export function Gates({ failover, canWrite }: GatesProps) {
  const waiting = failover.run.steps.filter(({ key, state }) => key.startsWith("gate:") && state === "waiting");
  if (!isLive(failover.run.state)) return null;
  return waiting.map((step) => <GateForm key={step.key} step={step} failoverId={failover.id} canWrite={canWrite} />);
}

type GateFormProps = { step: StepView; failoverId: string; canWrite: boolean };

function GateForm({ step, failoverId, canWrite }: GateFormProps) {
  const [note, setNote] = useState("");
  const decide = useFailoverDeed(failoverId, decideStep);
  const person = isPersonsGate(step.key);
  return (
    <Callout tone="running" shape="waiting" title={step.title} role="status" className="mb-3">
      <p>
        {person
          ? "The servers that need this one wait until someone says that it is so."
          : "It is asked again and again; you can go on without it when you know better."}
      </p>
      {step.detail ? <p className="whitespace-pre-line">{step.detail}</p> : null}
      <form
        className="mt-2 grid gap-2 sm:flex sm:items-end"
        onSubmit={(event) => {
          event.preventDefault();
          decide.mutate({ runId: failoverId, stepKey: step.key, verdict: "passed", note });
        }}
      >
        <Field label="Note, kept with the run" optional className="sm:w-80">
          {(control) => (
            <Input {...control} value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
          )}
        </Field>
        <WriteButton
          canWrite={canWrite}
          type="submit"
          variant={person ? "default" : "outline"}
          pending={decide.isPending || decide.isSuccess}
        >
          {person ? "It is so: go on" : "Go on without this gate"}
        </WriteButton>
      </form>
      {decide.error ? <ErrorState failure={failureOf(decide.error)} className="mt-2" /> : null}
    </Callout>
  );
}
