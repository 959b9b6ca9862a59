"use client";

import { Controller, useFormContext } from "react-hook-form";

import type { SiteDraft } from "@/components/sites/site-form";
import { Field, FieldGroup } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { Textarea } from "@/components/ui/textarea";

/** Where the site is. Keystone and region make it what it is, so they are fixed once it is saved. */
export function ConnectionFields({ fixed }: { fixed: boolean }) {
  const { register, control, formState } = useFormContext<SiteDraft>();
  const { errors } = formState;
  return (
    <FieldGroup legend="Connection" className="gap-4">
      <Field label="Name" error={errors.name?.message} required hint="As people here call it: the name on every page.">
        {(props) => <Input {...props} {...register("name")} autoComplete="off" />}
      </Field>
      <Field
        label="Keystone"
        error={errors.keystoneUrl?.message}
        required
        hint={
          fixed ? "Fixed: another Keystone is another site." : "Its address, such as https://cloud.example.org:5000/v3."
        }
      >
        {(props) => (
          <Input
            {...props}
            {...register("keystoneUrl")}
            readOnly={fixed}
            className="font-mono"
            autoComplete="off"
            spellCheck={false}
            inputMode="url"
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label="Region"
          error={errors.region?.message}
          required
          hint={fixed ? "Fixed: another region is another site." : "As the catalogue writes it."}
        >
          {(props) => (
            <Input
              {...props}
              {...register("region")}
              readOnly={fixed}
              className="font-mono"
              autoComplete="off"
              spellCheck={false}
            />
          )}
        </Field>
        <Field label="Interface" error={errors.interface?.message} hint="Which of the catalogue's addresses are used.">
          {(props) => (
            <NativeSelect {...props} {...register("interface")}>
              <option value="public">public</option>
              <option value="internal">internal</option>
              <option value="admin">admin</option>
            </NativeSelect>
          )}
        </Field>
      </div>
      <Field
        label="Backup store"
        optional
        error={errors.backupStore?.message}
        hint="Sites that name the same store read each other's backups, so a checkpoint of one can be restored at the other."
      >
        {(props) => <Input {...props} {...register("backupStore")} autoComplete="off" />}
      </Field>
      <Controller
        control={control}
        name="allowedHosts"
        render={({ field, fieldState }) => (
          <Field
            label="Also allowed hosts"
            optional
            error={fieldState.error?.message}
            hint="Hosts that the catalogue may point to besides Keystone's own, one a line: api.example.org, 10.0.0.5:8776 or *.example.org. Breakwater sends tokens nowhere else."
          >
            {(props) => (
              <Textarea
                {...props}
                rows={3}
                className="font-mono"
                spellCheck={false}
                defaultValue={(field.value ?? []).join("\n")}
                onBlur={field.onBlur}
                onChange={(event) => field.onChange(linesOf(event.target.value))}
              />
            )}
          </Field>
        )}
      />
      <Field
        label="Certificate authority"
        optional
        error={errors.caCertificate?.message}
        hint="PEM, when the cloud's certificates are signed by an authority of its own."
      >
        {(props) => (
          <Textarea
            {...props}
            {...register("caCertificate")}
            rows={3}
            className="font-mono text-xs"
            spellCheck={false}
            placeholder="-----BEGIN CERTIFICATE-----"
          />
        )}
      </Field>
    </FieldGroup>
  );
}

function linesOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((line) => line !== "");
}
