"use server";
import { redirect } from "next/navigation";
import { z } from "zod";
import { signInAgainInput, signInInput, switchProjectInput } from "@/lib/domain/sign-in";
import { action, openAction } from "../action";
import { signIn as enter, signOut as leave } from "../auth";
import { closeSession } from "./close-session";
import type { SessionWish } from "./wish";

/** Checks the sign-in at Keystone and sets the session's cookie; the page then goes on. */
export const signIn = openAction(signInInput, (input) => begin({ way: "sign-in", input }));

/** For whoever is known but expired: the page stays as it is. */
export const signInAgain = openAction(signInAgainInput, (input) => begin({ way: "again", input }));

/** A reader may look at another of the own projects, so this needs no more than reading. */
export const switchProject = action("project:read", switchProjectInput, (input) => begin({ way: "switch-project", input }));

export const signOut = openAction(z.undefined(), async () => {
  await closeSession();
  await leave({ redirect: false });
  redirect("/sign-in?signed-out=1");
});

async function begin(wish: SessionWish): Promise<null> {
  await enter("keystone", { wish: JSON.stringify(wish), redirect: false, redirectTo: "/" });
  return null;
}
