"use client";

import Link from "next/link";

import { formatDuration } from "@/lib/domain/format";
import { formatInstant, zoneName } from "@/components/zone";
import { RUNGS, type Rung } from "@/lib/domain/plan";
import type { Restorable } from "@/lib/domain/restorable-at";
import { cn } from "@/lib/utils";

const words: Record<Rung, string> = { local: "local", offsite: "offsite", verified: "verified" };

type CursorAnswerProps = {
  at: number;
  found: Record<Rung, Restorable | null>;
  zone: string;
  /** The rung that the plan's promise counts. */
  asked: Rung;
};

/** "What could I restore at this moment?": the best point on each rung. */
export function CursorAnswer({ at, found, zone, asked }: CursorAnswerProps) {
  const moment = new Date(at);
  const time = (ms: number) => formatInstant(new Date(ms), { zone, style: "datetime-seconds", now: moment });
  return (
    <div className="mt-1 rounded-md border border-line px-3 py-2">
      <p className="text-xs text-ink-2">
        Had disaster struck at{" "}
        <span className="figures text-ink">
          {formatInstant(moment, { zone, style: "datetime", now: moment })} {zoneName(moment, zone)}
        </span>
        , one could have restored
      </p>
      <dl className="mt-1 grid gap-x-4 gap-y-1 sm:grid-cols-3">
        {RUNGS.map((rung) => {
          const best = found[rung];
          return (
            <div key={rung} className={cn("min-w-0", rung === asked ? "font-medium" : "text-ink-2")}>
              <dt className="text-xs">
                {words[rung]}
                {rung === asked ? ", which is promised" : ""}
              </dt>
              <dd>
                {best ? (
                  <>
                    <Link href={`/checkpoints/${best.pointId}`} className="quiet-link figures whitespace-nowrap">
                      {time(best.capturedAt)}
                    </Link>
                    <span className="figures whitespace-nowrap">, {formatDuration(best.lostMs)} lost</span>
                  </>
                ) : (
                  <span className="text-xs">nothing</span>
                )}
              </dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}
