"use client";

import type { ReactNode } from "react";
import { useState } from "react";

import { ErrorState } from "@/components/error-state";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Failure } from "@/lib/domain/errors";

type TypedConfirmProps = {
  /** What has to be typed, usually the plan's name. */
  name: string;
  /** The verb and its object, as on the button that led here: "Delete plan". */
  verb: string;
  onConfirm: () => void;
  onBack?: () => void;
  pending?: boolean;
  /** Why the last attempt did not go through. */
  failure?: Failure | null;
  destructive?: boolean;
  /** Other questions of the same form, asked before the name: a reason, a choice. */
  children?: ReactNode;
};

/** A form that goes on only when the name was typed (or pasted). A wrong name is a form error like any other. */
export function TypedConfirm({
  name,
  verb,
  onConfirm,
  onBack,
  pending,
  failure,
  destructive,
  children,
}: TypedConfirmProps) {
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<string | undefined>(undefined);
  return (
    <form
      noValidate
      data-slot="typed-confirm"
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.trim() !== name) return setError(mismatch(typed, name));
        setError(undefined);
        onConfirm();
      }}
    >
      {children}
      <Field
        label={
          <span>
            Type <span className="font-mono font-semibold">{name}</span> to confirm
          </span>
        }
        error={error}
      >
        {(control) => (
          <Input
            {...control}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            className="font-mono"
          />
        )}
      </Field>
      {failure ? <ErrorState failure={failure} /> : null}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant={destructive ? "destructive" : "default"} pending={pending}>
          {verb}
        </Button>
        {onBack ? (
          <Button onClick={onBack} disabled={pending}>
            Back
          </Button>
        ) : null}
      </div>
    </form>
  );
}

function mismatch(typed: string, name: string): string {
  if (typed.trim() === "") return `Type ${name} here; nothing happens before.`;
  return `This says “${typed.trim()}”, the name is “${name}”.`;
}
