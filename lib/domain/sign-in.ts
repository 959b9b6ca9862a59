import { z } from "zod";

const cloudId = z.string().min(1, "Choose the cloud").max(64);

export const passwordSignIn = z.object({
  method: z.literal("password"),
  cloudId,
  username: z.string().trim().min(1, "Name the user").max(255),
  password: z.string().min(1, "Give the password").max(1024),
  domain: z.string().trim().min(1, "Name the domain; it is often Default").max(255),
});

export const credentialSignIn = z.object({
  method: z.literal("application-credential"),
  cloudId,
  id: z.string().trim().min(1, "Give the credential's id").max(64),
  secret: z.string().min(1, "Give the secret").max(1024),
});

/** What a person signs in with. */
export const signInInput = z.discriminatedUnion("method", [passwordSignIn, credentialSignIn]);
export type SignInInput = z.infer<typeof signInInput>;

/** Signing in again in place: the person is known, only the secret is asked. */
export const signInAgainInput = z.object({ secret: z.string().min(1, "Give the password").max(1024) });

export const switchProjectInput = z.object({ projectId: z.string().min(1).max(64) });

/** Where to go after sign-in: a path of ours, never another site. */
export function safeReturnPath(next: string | null | undefined): string {
  if (!next || !next.startsWith("/") || next.startsWith("//") || /[\\\u0000-\u001f]/.test(next)) return "/";
  const url = URL.parse(next, "http://here.invalid");
  if (!url || url.host !== "here.invalid" || url.pathname.startsWith("//") || url.pathname.startsWith("/sign-in"))
    return "/";
  return `${url.pathname}${url.search}`;
}
