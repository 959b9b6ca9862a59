import { minutesWords } from "@/lib/domain/plan-words";

/** Milliseconds in whole minutes, in words. */
export function formatMinutes(ms: number): string {
  return minutesWords(Math.max(1, Math.floor(ms / 60_000)));
}
