"use client";

import { ErrorState } from "@/components/error-state";
import { useChoices } from "@/components/plans/use-previews";
import { failureOf } from "@/components/request";
import { Field } from "@/components/ui/field";
import { OptionSelect } from "@/components/ui/native-select";

type ChoiceFieldProps = {
  siteId: string;
  by: "server-group" | "stack";
  label: string;
  chosen: string;
  error?: string;
  onChoose: (id: string, name: string) => void;
};

/** One of what the site has of its kind. */
export function ChoiceField({ siteId, by, label, chosen, error, onChoose }: ChoiceFieldProps) {
  const { data, error: failed, isPending, refetch, isFetching } = useChoices(siteId, by);
  if (failed) return <ErrorState failure={failureOf(failed)} onRetry={() => void refetch()} retrying={isFetching} />;
  const none = data?.length === 0;
  const known = (data ?? []).map(({ id, name, note }) => [id, `${name} (${note})`] as const);
  return (
    <Field
      label={label}
      required
      error={error}
      hint={none ? `The project has no ${label.toLowerCase()} at this site.` : undefined}
      className="max-w-sm"
    >
      {(field) => (
        <OptionSelect
          {...field}
          value={chosen}
          disabled={isPending || none}
          options={[["", isPending ? "Asking the site" : "Choose"], ...known]}
          onChange={(id) => onChoose(id ?? "", data?.find((choice) => choice.id === id)?.name ?? "")}
        />
      )}
    </Field>
  );
}
