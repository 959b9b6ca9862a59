import "server-only";
import { selectSession } from "@/lib/db/sessions";
import { AppError } from "@/lib/domain/errors";
import type { Actor } from "@/lib/domain/permissions";

const FRESH_MS = 5 * 60_000;

/** For what must not be done by whoever finds an open browser: the person has signed in within five minutes. */
export async function requireFreshSignIn(actor: Actor, now = new Date()): Promise<void> {
  const session = await selectSession(actor.sessionId);
  if (session && now.getTime() - session.createdAt.getTime() <= FRESH_MS) return;
  throw new AppError("session-expired", "This needs a sign-in that is not older than five minutes.", {
    safe: "Nothing was started, and what you filled in stays.",
    remedy: "Sign in again, then start it.",
  });
}
