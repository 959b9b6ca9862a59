import type { ComponentProps, ReactNode } from "react";
import { useId } from "react";

import { Glyph } from "@/components/glyph";
import { Label } from "@/components/ui/label";
import { cn } from "@/lib/utils";

/** What a control must carry so that label, hint and error are its own. */
export type FieldControl = {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
  "aria-required": true | undefined;
};

type FieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  /** react-hook-form's `errors.name?.message`, or the action's answer for this field. */
  error?: string;
  required?: boolean;
  /** Said beside the label when most fields of the form are required. */
  optional?: boolean;
  className?: string;
  children: (control: FieldControl) => ReactNode;
};

/**
 * Label, control, hint, error:
 * `<Field label="Name" error={errors.name?.message}>{(control) => <Input {...control} {...register("name")} />}</Field>`
 */
export function Field({ label, hint, error, required, optional, className, children }: FieldProps) {
  const id = useId();
  const hintId = hint ? `${id}-hint` : null;
  const errorId = error ? `${id}-error` : null;
  const described = [hintId, errorId].filter((part) => part !== null).join(" ");
  return (
    <div data-slot="field" className={cn("grid content-start gap-1", className)}>
      <Label htmlFor={id}>
        {label}
        {optional ? <span className="font-normal text-ink-3">optional</span> : null}
      </Label>
      {children({
        id,
        "aria-describedby": described || undefined,
        "aria-invalid": error ? true : undefined,
        "aria-required": required ? true : undefined,
      })}
      {hintId ? <FieldHint id={hintId}>{hint}</FieldHint> : null}
      {errorId ? <FieldError id={errorId}>{error}</FieldError> : null}
    </div>
  );
}

export function FieldHint({ className, ...props }: ComponentProps<"p">) {
  return <p data-slot="field-hint" className={cn("text-xs text-ink-3", className)} {...props} />;
}

export function FieldError({ className, children, ...props }: ComponentProps<"p">) {
  return (
    <p
      data-slot="field-error"
      role="alert"
      className={cn("flex items-start gap-1.5 text-xs text-breach", className)}
      {...props}
    >
      <Glyph shape="failed" className="mt-0.5 shrink-0" />
      <span>{children}</span>
    </p>
  );
}

type FieldGroupProps = ComponentProps<"fieldset"> & { legend: ReactNode; hint?: ReactNode; error?: string };

/** Several controls that answer one question. */
export function FieldGroup({ legend, hint, error, className, children, ...props }: FieldGroupProps) {
  return (
    <fieldset data-slot="field-group" className={cn("grid min-w-0 gap-2", className)} {...props}>
      <legend className="mb-1 text-sm font-medium">{legend}</legend>
      {hint ? <FieldHint>{hint}</FieldHint> : null}
      {children}
      {error ? <FieldError>{error}</FieldError> : null}
    </fieldset>
  );
}
