"use client";

import { Controller, useFormContext } from "react-hook-form";

import { HostList } from "@/components/sites/host-list";
import type { SiteDraft } from "@/components/sites/site-form";
import { Field, FieldGroup } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { Textarea } from "@/components/ui/textarea";

/** Where the site is. Keystone and region make it what it is, so they are fixed once it is saved. */
export function ConnectionFields({ fixed }: { fixed: boolean }) {
  const { control, formState } = useFormContext<SiteDraft>();
  const { errors } = formState;
  const input = useSiteInput();
  return (
    <FieldGroup legend={<span className="text-base font-semibold">Connection</span>} className="gap-4">
      <Field label="Name" error={errors.name?.message} required hint="As people here call it: the name on every page.">
        {(props) => <Input {...props} {...input("name")} />}
      </Field>
      <IdentityFields fixed={fixed} />
      <Field
        label="Backup store"
        optional
        error={errors.backupStore?.message}
        hint="Sites that name the same store read each other's backups, so a checkpoint of one can be restored at the other."
      >
        {(props) => <Input {...props} {...input("backupStore")} />}
      </Field>
      <Controller
        control={control}
        name="allowedHosts"
        render={({ field, fieldState }) => (
          <HostList
            hosts={field.value ?? []}
            error={fieldState.error?.message}
            onBlur={field.onBlur}
            onChange={field.onChange}
          />
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
            {...input("caCertificate")}
            rows={3}
            className="font-mono text-xs"
            placeholder="-----BEGIN CERTIFICATE-----"
          />
        )}
      </Field>
    </FieldGroup>
  );
}

function IdentityFields({ fixed }: { fixed: boolean }) {
  const { errors } = useFormContext<SiteDraft>().formState;
  const input = useSiteInput();
  return (
    <>
      <Field
        label="Keystone"
        error={errors.keystoneUrl?.message}
        required
        hint={
          fixed ? "Fixed: another Keystone is another site." : "Its address, such as https://cloud.example.org:5000/v3."
        }
      >
        {(props) => (
          <Input {...props} {...input("keystoneUrl")} readOnly={fixed} className="font-mono" inputMode="url" />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label="Region"
          error={errors.region?.message}
          required
          hint={fixed ? "Fixed: another region is another site." : "As the catalogue writes it."}
        >
          {(props) => <Input {...props} {...input("region")} readOnly={fixed} className="font-mono" />}
        </Field>
        <InterfaceField />
      </div>
    </>
  );
}

function InterfaceField() {
  const { errors } = useFormContext<SiteDraft>().formState;
  const input = useSiteInput();
  return (
    <Field label="Interface" error={errors.interface?.message} hint="Which of the catalogue's addresses are used.">
      {(props) => (
        <NativeSelect {...props} {...input("interface")}>
          <option value="public">public</option>
          <option value="internal">internal</option>
          <option value="admin">admin</option>
        </NativeSelect>
      )}
    </Field>
  );
}

type TextName = "name" | "keystoneUrl" | "region" | "interface" | "backupStore" | "caCertificate";

/** A registered field whose value is there already in what the server renders. */
function useSiteInput() {
  const { register, formState } = useFormContext<SiteDraft>();
  return (name: TextName) => ({
    ...register(name),
    defaultValue: formState.defaultValues?.[name] ?? "",
    autoComplete: "off",
    spellCheck: false,
  });
}
