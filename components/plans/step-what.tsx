"use client";

import { Controller, useFormContext, useWatch } from "react-hook-form";
import { messageAt } from "@/components/plans/field-message";
import type { PlanDraft } from "@/components/plans/plan-draft";
import { SelectionEditor } from "@/components/plans/selection-editor";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { Textarea } from "@/components/ui/textarea";
import type { SiteView } from "@/lib/domain/site";

/** Name, site and the choice of resources. */
export function StepWhat({ sites, editing }: { sites: SiteView[]; editing: boolean }) {
  const { register, control, formState, setValue } = useFormContext<PlanDraft>();
  const siteId = useWatch({ control, name: "siteId" });
  const { errors } = formState;
  return (
    <div className="grid grid-cols-1 gap-5">
      <div className="grid gap-4 @lg:grid-cols-2">
        <Field label="Name" required hint="The workload's own name, such as billing." error={errors.name?.message}>
          {(field) => <Input {...field} {...register("name")} autoComplete="off" maxLength={64} />}
        </Field>
        <Field label="Description" optional error={errors.description?.message}>
          {(field) => <Textarea {...field} {...register("description")} rows={1} maxLength={500} />}
        </Field>
      </div>
      {sites.length > 1 ? (
        <Field
          label="Site"
          required
          hint={editing ? "A plan stays at its site: its earlier checkpoints are there." : "Where the resources run."}
          error={errors.siteId?.message}
          className="max-w-sm"
        >
          {(field) => (
            <NativeSelect
              {...field}
              value={siteId}
              disabled={editing}
              onChange={(event) => {
                setValue("siteId", event.target.value, { shouldDirty: true });
                // Named resources belong to the site that was left.
                setValue("selection", { by: "fixed", resources: [] }, { shouldDirty: true });
                setValue("recoverySiteId", null, { shouldDirty: true });
              }}
            >
              {sites.map((site) => (
                <option key={site.id} value={site.id}>
                  {site.name}
                  {site.state === "unreachable" ? " (does not answer now)" : ""}
                </option>
              ))}
            </NativeSelect>
          )}
        </Field>
      ) : null}
      <Controller
        control={control}
        name="selection"
        render={({ field }) => (
          <SelectionEditor
            siteId={siteId}
            value={field.value}
            onChange={field.onChange}
            errorAt={(path) => messageAt(errors, path === "" ? "selection" : `selection.${path}`)}
          />
        )}
      />
    </div>
  );
}
