import { AppError } from "@/lib/domain/errors";
import { isTransient } from "../failure";

const BEAR_MS = 2 * 60_000;

/**
 * The recovery site must not hold up the next checkpoint at home: a silence is borne for two minutes and then said,
 * where a wait would go on to its end. Whatever shows that the site lives begins the count anew.
 */
export function bearing<T>(work: (alive: () => void) => Promise<T>, now: () => number = Date.now): () => Promise<T> {
  let silentSince: number | null = null;
  const alive = () => void (silentSince = null);
  return async () => {
    try {
      const answer = await work(alive);
      alive();
      return answer;
    } catch (error) {
      if (!isTransient(error)) throw error;
      silentSince ??= now();
      if (now() - silentSince < BEAR_MS) throw error;
      throw new AppError("unreachable", error.message, {
        safe: "Nothing here was changed by it.",
        remedy: "Try again when the site answers; the next checkpoint brings what is missing too.",
        cause: error,
      });
    }
  };
}
