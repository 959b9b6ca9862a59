import { MINUTE_MS } from "./zone";

export type ClockReading = {
  /** The capture time by the source's clock. */
  sourceAt: number;
  /** By how much the source's clock is ahead of ours, and how sure that is; milliseconds. */
  offsetMs: number;
  uncertaintyMs: number;
  /** When we learned of the capture, by our clock. */
  receivedAt: number;
  rpoMs: number;
};

export type CorrectedCapture = { capturedAt: number; inFuture: boolean; warn: boolean; unreliable: boolean };

/** The capture time to count with: the earliest that the readings allow, and never later than when we learned of it. */
export function correctedCapture({
  sourceAt,
  offsetMs,
  uncertaintyMs,
  receivedAt,
  rpoMs,
}: ClockReading): CorrectedCapture {
  const pessimistic = sourceAt - offsetMs - uncertaintyMs;
  const skewMs = Math.abs(offsetMs);
  return {
    capturedAt: Math.min(pessimistic, receivedAt),
    inFuture: pessimistic > receivedAt,
    warn: skewMs > MINUTE_MS / 2,
    unreliable: skewMs > Math.max(5 * MINUTE_MS, rpoMs / 10),
  };
}
