import "server-only";
import { withObserver, type Exchange } from "@/lib/openstack/observer";

type Timed<T> = { value: T; header: string };

/**
 * Runs `work` and says how long it took, of how many calls to the cloud it was made, and which of them was slowest: as a
 * Server-Timing header, which every browser's tools show. Durations in milliseconds, each call's
 * to the end of its answer.
 */
export async function timed<T>(work: () => Promise<T>): Promise<Timed<T>> {
  const calls: Exchange[] = [];
  const began = performance.now();
  const value = await withObserver((exchange) => void (exchange.moment === "read" && calls.push(exchange)), work);
  return { value, header: headerOf(performance.now() - began, calls) };
}

function headerOf(totalMs: number, calls: readonly Exchange[]): string {
  const total = `total;dur=${totalMs.toFixed(1)}`;
  const slowest = calls.reduce<Exchange | null>((worst, call) => (worst && worst.ms >= call.ms ? worst : call), null);
  if (!slowest) return total;
  return `${total}, cloud;desc="${calls.length} calls", slowest;desc="${slowest.service} ${slowest.method}";dur=${slowest.ms.toFixed(1)}`;
}
