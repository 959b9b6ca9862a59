import type { FailoverPurpose } from "./failover";

/** Epoch milliseconds. */
export type RecoveryStamps = {
  purpose: FailoverPurpose;
  impactAt: number | null;
  startedAt: number | null;
  /** The first moment at which all gates had been passed. */
  upAt: number | null;
  pointAt: number | null;
  declaredAt: number;
  /** The declared time for deciding, which a drill does not measure. */
  decisionMs: number;
  /** Waits for a person, each [from, to). */
  waits: readonly (readonly [number, number])[];
};

export type RecoveryTimes = {
  /** Data lost: from the point to the impact. */
  lossMs: number | null;
  /** RTA: from the impact until it was up; of a drill its execution and the declared decision time. */
  totalMs: number | null;
  executionMs: number | null;
  peopleMs: number;
  machineMs: number | null;
};

/** The times of a failover or a drill, as compliance counts them (RTA_total, RTA_exec, RTA_drill). */
export function recoveryTimes(stamps: RecoveryStamps): RecoveryTimes {
  const { purpose, impactAt, startedAt, upAt, pointAt, declaredAt, decisionMs, waits } = stamps;
  const peopleMs = waits.reduce((sum, [from, to]) => sum + Math.max(0, to - from), 0);
  const executionMs = startedAt === null || upAt === null ? null : upAt - startedAt;
  const impact = impactAt ?? declaredAt;
  return {
    lossMs: pointAt === null ? null : Math.max(0, impact - pointAt),
    totalMs:
      executionMs === null || upAt === null ? null : purpose === "drill" ? executionMs + decisionMs : upAt - impact,
    executionMs,
    peopleMs,
    machineMs: executionMs === null ? null : Math.max(0, executionMs - peopleMs),
  };
}
