import { setTimeout as delay } from "node:timers/promises";
import { OpenStackError } from "./error";
import { codeOf, type Ask, type Link } from "./exchange";

const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 250;
/** Asked to wait longer than this, we leave the decision to whoever asked. */
const LONGEST_PAUSE_MS = 15_000;

/** Reading and deleting may be repeated; anything else happens at most once. */
const REPEATABLE = new Set<Ask["method"]>(["GET", "HEAD", "DELETE"]);
const DROPPED = new Set(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"]);

/** Repeats `work` where that is safe and may help: 429, 5xx, a connection dropped by the other side. */
export async function retrying<T>(link: Link, method: Ask["method"], work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const pause = attempt < ATTEMPTS && REPEATABLE.has(method) ? pauseMs(error, attempt) : null;
      if (pause === null) throw error;
      await delay(pause, undefined, { signal: link.signal }).catch(() => {
        throw error; // Given up while waiting: what went wrong says more than the abort.
      });
    }
  }
}

function pauseMs(error: unknown, attempt: number): number | null {
  if (!(error instanceof OpenStackError) || !isPassing(error)) return null;
  const pause = error.retryAfterMs ?? FIRST_PAUSE_MS * 2 ** (attempt - 1) * (1 + Math.random() / 2);
  return pause > LONGEST_PAUSE_MS ? null : pause;
}

function isPassing(error: OpenStackError): boolean {
  if (error.code === "rate-limited") return true;
  return (error.code === "unavailable" && error.status > 0) || DROPPED.has(codeOf(error.cause));
}
