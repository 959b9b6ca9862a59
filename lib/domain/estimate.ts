/** One finished step of the past; sizes where bytes moved. */
export type PastStep = { kind: string; durationMs: number; sizeGiB: number | null };

/** Median and 90th percentile, and what they rest on. */
export type Estimate = { medianMs: number; p90Ms: number; measuredOn: number; basis: "like steps" | "throughput" };

export type Wanted = {
  kind: string;
  sizeGiB: number | null;
  /** Time that such a step takes whatever its size; milliseconds. */
  fixedMs?: number;
};

const FEWEST = 3;
const LIKE_SIZE = 2;
const MIB_PER_GIB = 1024;

/**
 * How long a step will take, from earlier ones of its kind: of like size (half to double) if there are three, else by
 * the measured MiB/s. Null when there is nothing to go by: a guess is not shown as an estimate.
 */
export function estimate(history: readonly PastStep[], { kind, sizeGiB, fixedMs = 0 }: Wanted): Estimate | null {
  const same = history.filter((step) => step.kind === kind && step.durationMs >= 0);
  const like =
    sizeGiB === null
      ? same
      : same.filter(
          (step) => step.sizeGiB !== null && step.sizeGiB <= sizeGiB * LIKE_SIZE && step.sizeGiB >= sizeGiB / LIKE_SIZE,
        );
  if (like.length >= FEWEST || (sizeGiB === null && like.length > 0)) {
    const durations = like.map((step) => step.durationMs);
    return {
      medianMs: percentile(durations, 0.5),
      p90Ms: percentile(durations, 0.9),
      measuredOn: like.length,
      basis: "like steps",
    };
  }
  const speeds = same.flatMap((step) => throughput(step, fixedMs));
  if (sizeGiB === null || speeds.length === 0) return null;
  const at = (share: number) => Math.round(fixedMs + ((sizeGiB * MIB_PER_GIB) / percentile(speeds, share)) * 1000);
  return { medianMs: at(0.5), p90Ms: at(0.1), measuredOn: speeds.length, basis: "throughput" };
}

/** The value below or at which `share` of the values lie (nearest rank). `values` must not be empty. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new RangeError("No percentile of nothing");
  return value;
}

/** MiB/s of a step that moved bytes, its fixed part left out. */
function throughput({ durationMs, sizeGiB }: PastStep, fixedMs: number): number[] {
  if (sizeGiB === null || sizeGiB <= 0) return [];
  return [(sizeGiB * MIB_PER_GIB) / (Math.max(1, durationMs - fixedMs) / 1000)];
}
