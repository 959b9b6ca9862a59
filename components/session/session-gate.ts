import { onlineManager } from "@tanstack/react-query";

import { RequestError } from "@/components/request";

/** Why the session does not serve: `again` asks for the password in place, `elsewhere` needs the sign-in page. */
export type Asking = "again" | "elsewhere" | null;

let asking: Asking = null;
let declinedAt = 0;
const listeners = new Set<() => void>();
const DECLINED_FOR_MS = 5_000;

/**
 * While someone is asked to sign in again, everything that failed for that reason waits, as it does without a network:
 * reads and writes then go on by themselves, and a half-filled form is never lost.
 */
export const sessionGate = {
  current: () => asking,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  /** Signed in again: what waited is repeated. */
  entered: () => leave(0),
  /** Not now: what waited fails and says why. */
  declined: () => leave(Date.now()),
};

/** For react-query's `retry`, of queries and mutations alike. */
export function retryAfterSignIn(error: unknown): boolean {
  const reason = reasonOf(error);
  if (reason === null || Date.now() - declinedAt < DECLINED_FOR_MS) return false;
  if (asking === null) {
    asking = reason;
    onlineManager.setOnline(false);
    announce();
  }
  return true;
}

function reasonOf(error: unknown): Asking {
  if (!(error instanceof RequestError)) return null;
  if (error.failure.code === "session-expired") return "again";
  return error.failure.code === "signed-out" ? "elsewhere" : null;
}

function leave(at: number): void {
  declinedAt = at;
  asking = null;
  announce();
  onlineManager.setOnline(true);
}

function announce(): void {
  for (const listener of listeners) listener();
}
