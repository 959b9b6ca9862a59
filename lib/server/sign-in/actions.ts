"use server";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { Failure } from "@/lib/domain/errors";
import { safeReturnPath, signInAgainInput, signInInput, switchProjectInput } from "@/lib/domain/sign-in";
import { action, openAction } from "../action";
import { signIn as enter, signOut as leave } from "../auth";
import { closeSession } from "./close-session";
import type { SessionWish } from "./wish";

/** What the sign-in form shows after a refusal; never the password. */
export type SignInState = { failure: Failure; values: Record<string, string> } | null;

const signInOnce = openAction(signInInput, (input) => begin({ way: "sign-in", input }));
const KEPT = ["method", "cloudId", "username", "domain", "id"];

/** Takes the sign-in form, which works without scripts too; goes on to the page that was asked for. */
export async function signIn(_former: SignInState, form: FormData): Promise<SignInState> {
  const given = Object.fromEntries(
    [...form].filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
  const parsed = signInInput.safeParse(given);
  // What does not parse is handed on as it came: the action then names the fields.
  const result = await signInOnce(parsed.success ? parsed.data : (given as z.input<typeof signInInput>));
  if (result.ok) redirect(safeReturnPath(given["next"]));
  return { failure: result.error, values: Object.fromEntries(KEPT.map((key) => [key, given[key] ?? ""])) };
}

/** For whoever is known but expired: the page stays as it is. */
export const signInAgain = openAction(signInAgainInput, (input) => begin({ way: "again", input }));

/** A reader may look at another of the own projects, so this needs no more than reading. */
export const switchProject = action("project:read", switchProjectInput, (input) =>
  begin({ way: "switch-project", input }),
);

export const signOut = openAction(z.undefined(), async () => {
  await closeSession();
  await leave({ redirect: false });
  redirect("/sign-in?signed-out=1");
});

async function begin(wish: SessionWish): Promise<null> {
  await enter("keystone", { wish: JSON.stringify(wish), redirect: false, redirectTo: "/" });
  return null;
}
