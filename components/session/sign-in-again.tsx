"use client";

import { useRouter } from "next/navigation";
import { useState, useSyncExternalStore, useTransition, type FormEvent } from "react";

import { ErrorState } from "@/components/error-state";
import { sessionGate } from "@/components/session/session-gate";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Failure } from "@/lib/domain/errors";
import type { ViewerView } from "@/lib/domain/viewer";
import { signInAgain } from "@/lib/server/sign-in/actions";

/** Opens over whatever is on screen when the session has expired; what waited for it goes on afterwards. */
export function SignInAgain({ viewer }: { viewer: ViewerView }) {
  const asking = useSyncExternalStore(sessionGate.subscribe, sessionGate.current, () => null);
  return (
    <Dialog open={asking !== null} onOpenChange={(open) => open || sessionGate.declined()}>
      <DialogContent showClose={false}>
        {asking === "elsewhere" ? <SignedOut /> : <Again viewer={viewer} />}
      </DialogContent>
    </Dialog>
  );
}

function Again({ viewer }: { viewer: ViewerView }) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const [pending, startTransition] = useTransition();
  const router = useRouter();
  const word = viewer.canSwitch ? "Password" : "Secret of the application credential";
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const secret = String(new FormData(event.currentTarget).get("secret") ?? "");
    startTransition(async () => {
      const result = await signInAgain({ secret });
      if (!result.ok) return setFailure(result.error);
      sessionGate.entered();
      router.refresh();
    });
  };
  return (
    <form onSubmit={submit} method="post" className="grid gap-4">
      <DialogHeader>
        <DialogTitle>Sign in again as {viewer.userName}</DialogTitle>
        <DialogDescription>
          Your sign-in at {viewer.cloudName} has expired. What you filled in stays, and what you asked for is done when
          you are back.
        </DialogDescription>
      </DialogHeader>
      {failure && !failure.fields ? <ErrorState failure={failure} /> : null}
      <input type="text" name="username" value={viewer.userName} autoComplete="username" readOnly hidden />
      <Field label={word} error={failure?.fields?.["secret"]} required>
        {(control) => <Input {...control} name="secret" type="password" autoComplete="current-password" autoFocus />}
      </Field>
      <DialogFooter>
        <Button onClick={() => sessionGate.declined()}>Not now</Button>
        <Button type="submit" variant="default" pending={pending}>
          Sign in
        </Button>
      </DialogFooter>
    </form>
  );
}

function SignedOut() {
  return (
    <div className="grid gap-4">
      <DialogHeader>
        <DialogTitle>You are signed out</DialogTitle>
        <DialogDescription>
          Sign in in another tab and go on here: this page stays as it is. Or leave it for the sign-in page.
        </DialogDescription>
      </DialogHeader>
      <DialogFooter>
        <Button onClick={() => sessionGate.entered()}>Go on here</Button>
        <Button asChild variant="default">
          <a href="/sign-in" target="_blank" rel="noopener">
            Sign in in another tab
          </a>
        </Button>
      </DialogFooter>
    </div>
  );
}
