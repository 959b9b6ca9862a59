"use client";

import { useActionState, useState } from "react";

import { ErrorState } from "@/components/error-state";
import { DemoAccounts } from "@/components/session/demo-accounts";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { signIn, type SignInState } from "@/lib/server/sign-in/actions";

type Cloud = { id: string; name: string; keystoneUrl: string };
type SignInFormProps = { clouds: Cloud[]; demo: boolean; next: string };

/** Two ways in; both work before the page's scripts have come. */
export function SignInForm({ clouds, demo, next }: SignInFormProps) {
  const [state, submit, pending] = useActionState(signIn, null);
  const [cloudId, setCloudId] = useState(clouds[0]?.id ?? "");
  const [chosen, setChosen] = useState<{ user: string; times: number }>({ user: "", times: 0 });
  const hidden = (method: string) => (
    <>
      <input type="hidden" name="method" value={method} />
      <input type="hidden" name="next" value={next} />
      {clouds.length > 1 ? (
        <CloudField clouds={clouds} value={cloudId} onChange={setCloudId} />
      ) : (
        <input type="hidden" name="cloudId" value={cloudId} />
      )}
    </>
  );
  return (
    <>
      {state && !state.failure.fields ? <ErrorState failure={state.failure} /> : null}
      <Tabs defaultValue="password">
        <TabsList aria-label="How to sign in">
          <TabsTrigger value="password">User and password</TabsTrigger>
          <TabsTrigger value="application-credential">Application credential</TabsTrigger>
        </TabsList>
        <TabsContent value="password">
          <form action={submit} className="grid gap-4">
            {hidden("password")}
            <PasswordFields key={chosen.times} state={state} chosen={chosen.user} />
            <Submit pending={pending} />
          </form>
          {demo ? <DemoAccounts onChoose={(user) => setChosen({ user, times: chosen.times + 1 })} /> : null}
        </TabsContent>
        <TabsContent value="application-credential">
          <form action={submit} className="grid gap-4">
            {hidden("application-credential")}
            <CredentialFields state={state} />
            <Submit pending={pending} />
          </form>
        </TabsContent>
      </Tabs>
    </>
  );
}

function CloudField({ clouds, value, onChange }: { clouds: Cloud[]; value: string; onChange: (id: string) => void }) {
  const address = clouds.find(({ id }) => id === value)?.keystoneUrl;
  return (
    <Field label="Cloud" hint={<span className="font-mono">{address}</span>}>
      {(control) => (
        <NativeSelect {...control} name="cloudId" value={value} onChange={(event) => onChange(event.target.value)}>
          {clouds.map((cloud) => (
            <option key={cloud.id} value={cloud.id}>
              {cloud.name}
            </option>
          ))}
        </NativeSelect>
      )}
    </Field>
  );
}

function PasswordFields({ state, chosen }: { state: SignInState; chosen: string }) {
  const values = state?.values ?? {};
  const fields = state?.failure.fields ?? {};
  return (
    <>
      <Field label="User name" error={fields["username"]} required>
        {(control) => (
          <Input
            {...control}
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            defaultValue={chosen || values["username"]}
            autoFocus
          />
        )}
      </Field>
      <Field label="Password" error={fields["password"]} required>
        {(control) => (
          <Input
            {...control}
            name="password"
            type="password"
            autoComplete="current-password"
            defaultValue={chosen ? "secret" : undefined}
          />
        )}
      </Field>
      <Field label="Domain" error={fields["domain"]} required hint="Of the user. In most clouds it is Default.">
        {(control) => (
          <Input
            {...control}
            name="domain"
            autoCapitalize="none"
            spellCheck={false}
            defaultValue={values["domain"] || "Default"}
          />
        )}
      </Field>
    </>
  );
}

function CredentialFields({ state }: { state: SignInState }) {
  const values = state?.values ?? {};
  const fields = state?.failure.fields ?? {};
  return (
    <>
      <Field label="Credential id" error={fields["id"]} required>
        {(control) => (
          <Input
            {...control}
            name="id"
            className="font-mono"
            autoComplete="off"
            spellCheck={false}
            defaultValue={values["id"]}
          />
        )}
      </Field>
      <Field
        label="Secret"
        error={fields["secret"]}
        required
        hint="It belongs to one project, which you will work in. Scheduled work then runs with this credential."
      >
        {(control) => <Input {...control} name="secret" type="password" autoComplete="off" />}
      </Field>
    </>
  );
}

function Submit({ pending }: { pending: boolean }) {
  return (
    <Button type="submit" variant="default" size="lg" pending={pending} className="mt-1 w-full">
      Sign in
    </Button>
  );
}
