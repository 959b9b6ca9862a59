"use client";

import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { createContext, useContext, useId } from "react";
import {
  Controller,
  FormProvider,
  useFormContext,
  useFormState,
  type ControllerProps,
  type FieldPath,
  type FieldValues,
} from "react-hook-form";

import { FieldError, FieldHint } from "@/components/ui/field";
import { Label } from "@/components/ui/label";
import { cn } from "@/lib/utils";

export const Form = FormProvider;

type FieldContext = { name: string };
const FormFieldContext = createContext<FieldContext | null>(null);
const FormItemContext = createContext<string | null>(null);

export function FormField<Values extends FieldValues = FieldValues, Name extends FieldPath<Values> = FieldPath<Values>>(
  props: ControllerProps<Values, Name>,
) {
  return (
    <FormFieldContext.Provider value={{ name: props.name }}>
      <Controller {...props} />
    </FormFieldContext.Provider>
  );
}

/** Ids and error of the field that the caller stands in. */
export function useFormField() {
  const field = useContext(FormFieldContext);
  const id = useContext(FormItemContext);
  const { getFieldState } = useFormContext();
  const formState = useFormState({ name: field?.name });
  if (field === null || id === null) throw new Error("FormLabel and its like stand inside FormField and FormItem");
  const { error } = getFieldState(field.name, formState);
  return { id, hintId: `${id}-hint`, errorId: `${id}-error`, error };
}

export function FormItem({ className, ...props }: ComponentProps<"div">) {
  const id = useId();
  return (
    <FormItemContext.Provider value={id}>
      <div data-slot="form-item" className={cn("grid content-start gap-1", className)} {...props} />
    </FormItemContext.Provider>
  );
}

export function FormLabel(props: ComponentProps<typeof Label>) {
  const { id } = useFormField();
  return <Label data-slot="form-label" htmlFor={id} {...props} />;
}

export function FormControl(props: ComponentProps<typeof Slot.Root>) {
  const { id, hintId, errorId, error } = useFormField();
  return (
    <Slot.Root
      data-slot="form-control"
      id={id}
      aria-describedby={error ? `${hintId} ${errorId}` : hintId}
      aria-invalid={error ? true : undefined}
      {...props}
    />
  );
}

export function FormDescription(props: ComponentProps<"p">) {
  const { hintId } = useFormField();
  return <FieldHint data-slot="form-description" id={hintId} {...props} />;
}

export function FormMessage({ children, ...props }: ComponentProps<"p">) {
  const { errorId, error } = useFormField();
  const text = error?.message ?? children;
  if (!text) return null;
  return (
    <FieldError data-slot="form-message" id={errorId} {...props}>
      {text}
    </FieldError>
  );
}
