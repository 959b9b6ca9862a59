import type { RecoveryEvent } from "@/lib/domain/recovery-list";

/** A recovery time as a share of what was promised then; 100 is just kept. */
export type TrendPoint = { at: number; percent: number; event: RecoveryEvent };

export function trendPoints(events: readonly RecoveryEvent[]): TrendPoint[] {
  return events.flatMap((event) =>
    event.totalMs === null
      ? []
      : [
          {
            at: Date.parse(event.declaredAt),
            percent: Math.round((event.totalMs / (event.rtoMinutes * 60_000)) * 100),
            event,
          },
        ],
  );
}
