import "server-only";
import { selectClouds } from "@/lib/db/sites";
import { env } from "@/lib/env";
import { getActor } from "../session";

export type SignInOptions = { clouds: { id: string; name: string; keystoneUrl: string }[]; demo: boolean };

/** What the sign-in page offers to whoever comes; says nothing about users or projects. */
export async function getSignInOptions(): Promise<SignInOptions> {
  return { clouds: await selectClouds(), demo: env().demo };
}

export async function isSignedIn(): Promise<boolean> {
  return (await getActor()) !== null;
}
