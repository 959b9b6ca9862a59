import { setTimeout as delay } from "node:timers/promises";

/** Asks again and again until the answer is something; throws, with the last one, when it takes longer than `seconds`. */
export async function until<T>(
  what: string,
  poll: () => Promise<T | null | undefined | false>,
  seconds = 180,
): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await poll();
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${seconds} s`);
    await delay(100);
  }
}

/** A name that no other test has, by which leftovers can be recognised. */
export function testName(what: string): string {
  return `bw-test-${what}-${Math.random().toString(36).slice(2, 10)}`;
}
