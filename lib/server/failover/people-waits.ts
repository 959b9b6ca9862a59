import { isPersonsGate } from "@/lib/domain/failover-plan";
import type { RecoveryStamps } from "@/lib/domain/rta";

type Gate = { key: string; startedAt: Date | string | null; endedAt: Date | string | null };

/** The gates that a person passes, from when they waited to when they were passed. */
export function peopleWaits(steps: readonly Gate[]): RecoveryStamps["waits"] {
  return steps.flatMap(({ key, startedAt, endedAt }): [number, number][] =>
    isPersonsGate(key) && startedAt && endedAt ? [[new Date(startedAt).getTime(), new Date(endedAt).getTime()]] : [],
  );
}
