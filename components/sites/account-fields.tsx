"use client";

import { useFormContext, useWatch } from "react-hook-form";

import type { SiteDraft } from "@/components/sites/site-form";
import { Field, FieldGroup } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup, RadioOption } from "@/components/ui/radio-group";

type Account = SiteDraft["serviceAccount"];
type Kind = Account["kind"];

const blank: Record<Kind, Account> = {
  none: { kind: "none" },
  keep: { kind: "keep" },
  password: {
    kind: "password",
    username: "",
    password: "",
    userDomain: "Default",
    project: "",
    projectDomain: "Default",
  },
  applicationCredential: { kind: "applicationCredential", id: "", secret: "" },
};

/** The site's service account. A stored secret is never shown again: it is kept, replaced or forgotten. */
export function AccountFields({ stored }: { stored: { kind: string; user: string } | null }) {
  const { control, setValue } = useFormContext<SiteDraft>();
  const kind = useWatch({ control, name: "serviceAccount.kind" });
  const choose = (next: string) => {
    // The options below are the keys of `blank` and nothing else.
    if (next in blank) setValue("serviceAccount", blank[next as Kind], { shouldDirty: true });
  };
  return (
    <FieldGroup
      legend={<span className="text-base font-semibold">Service account</span>}
      hint="For what OpenStack reserves for administrators: exporting and importing backup records, seeing whether Cinder's services are up."
      className="gap-4"
    >
      <RadioGroup value={kind} onValueChange={choose} aria-label="Service account" className="grid gap-2">
        {stored ? (
          <RadioOption value="keep" label={`Keep ${stored.user}`} hint="The stored login stays as it is." />
        ) : null}
        <RadioOption
          value="none"
          label="None"
          hint="Protection and restore at this site work; restore at another site does not."
        />
        <RadioOption
          value="password"
          label="User and password"
          hint="Can work inside any project in which the user has the role admin, as importing a tenant's backups needs."
        />
        <RadioOption
          value="applicationCredential"
          label="Application credential"
          hint="Bound to one project: it can export, and import only there."
        />
      </RadioGroup>
      {kind === "password" ? <PasswordAccount /> : null}
      {kind === "applicationCredential" ? <CredentialAccount /> : null}
    </FieldGroup>
  );
}

function PasswordAccount() {
  const { register, formState } = useFormContext<SiteDraft>();
  const error = (key: string) => messageAt(formState.errors.serviceAccount, key);
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="User" error={error("username")} required>
        {(props) => <Input {...props} {...register("serviceAccount.username")} autoComplete="off" />}
      </Field>
      <Field label="Password" error={error("password")} required>
        {(props) => (
          <Input {...props} {...register("serviceAccount.password")} type="password" autoComplete="new-password" />
        )}
      </Field>
      <Field label="Domain of the user" error={error("userDomain")} required>
        {(props) => <Input {...props} {...register("serviceAccount.userDomain")} autoComplete="off" />}
      </Field>
      <Field label="Project" error={error("project")} required>
        {(props) => <Input {...props} {...register("serviceAccount.project")} autoComplete="off" />}
      </Field>
      <Field label="Domain of the project" error={error("projectDomain")} required>
        {(props) => <Input {...props} {...register("serviceAccount.projectDomain")} autoComplete="off" />}
      </Field>
    </div>
  );
}

function CredentialAccount() {
  const { register, formState } = useFormContext<SiteDraft>();
  const error = (key: string) => messageAt(formState.errors.serviceAccount, key);
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Credential id" error={error("id")} required>
        {(props) => (
          <Input
            {...props}
            {...register("serviceAccount.id")}
            className="font-mono"
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </Field>
      <Field label="Secret" error={error("secret")} required>
        {(props) => (
          <Input {...props} {...register("serviceAccount.secret")} type="password" autoComplete="new-password" />
        )}
      </Field>
    </div>
  );
}

// The errors of a union are typed by what its members share; the rest is looked up.
function messageAt(errors: object | undefined, key: string): string | undefined {
  const error: unknown = errors && Reflect.get(errors, key);
  return typeof error === "object" && error !== null && "message" in error && typeof error.message === "string"
    ? error.message
    : undefined;
}
