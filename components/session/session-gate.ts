import { onlineManager } from "@tanstack/react-query";

import type { Failure } from "@/lib/domain/errors";

/** Why the session does not serve: `again` asks for the password in place, `elsewhere` needs the sign-in page. */
export type Asking = "again" | "elsewhere" | null;

let asking: Asking = null;
let declinedAt = 0;
const listeners = new Set<() => void>();
const waiting = new Set<(entered: boolean) => void>();
const DECLINED_FOR_MS = 5_000;

/**
 * While someone is asked to sign in again, whatever failed for that reason waits: reads here, writes as they do
 * without a network. All of them then go on by themselves, and a half-filled form is never lost.
 */
export const sessionGate = {
  current: () => asking,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  /** Signed in again: what waited is repeated. */
  entered: () => leave(true),
  /** Not now: what waited fails and says why. */
  declined: () => leave(false),
};

/** Whether the failure is about the sign-in, and someone can be asked about it now. Asks, if nobody does yet. */
export function asksToSignIn(failure: Failure): boolean {
  const reason = reasonOf(failure);
  // On the server nobody can be asked.
  if (reason === null || typeof window === "undefined" || Date.now() - declinedAt < DECLINED_FOR_MS) return false;
  if (asking === null) {
    asking = reason;
    onlineManager.setOnline(false);
    announce();
  }
  return true;
}

/** True once signed in again after such a failure: ask once more. False for every other failure, or "not now". */
export function signedInAgain(failure: Failure): Promise<boolean> {
  if (!asksToSignIn(failure)) return Promise.resolve(false);
  return new Promise((resolve) => waiting.add(resolve));
}

function reasonOf({ code }: Failure): Asking {
  if (code === "session-expired") return "again";
  return code === "signed-out" ? "elsewhere" : null;
}

function leave(entered: boolean): void {
  declinedAt = entered ? 0 : Date.now();
  asking = null;
  announce();
  onlineManager.setOnline(true);
  for (const resolve of waiting) resolve(entered);
  waiting.clear();
}

function announce(): void {
  for (const listener of listeners) listener();
}
