import { createHash, randomUUID } from "node:crypto";

/** A UUID that follows from the words: who asks for the same thing again gets the same id. */
export function derivedId(...words: string[]): string {
  const hex = createHash("sha256").update(words.join("\n")).digest("hex");
  // Version 8: ours to make; variant 10.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Sorts by time, so that new rows sit together. */
export function newId(now = Date.now()): string {
  const time = now.toString(16).padStart(12, "0");
  const rest = randomUUID();
  return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(15)}`;
}
