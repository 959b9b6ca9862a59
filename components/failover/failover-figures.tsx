"use client";

import type { ReactNode } from "react";

import { serverCount } from "@/components/failover/step-groups";
import { WorkloadText } from "@/components/failover/workload-text";
import { Stat, StatRow } from "@/components/stat-row";
import { StatusText } from "@/components/status-badge";
import { Time, TimeAgo } from "@/components/time";
import { useNow } from "@/components/viewer-clock";
import type { FailoverDetail } from "@/lib/domain/failover-view";
import { formatClock, formatNoun } from "@/lib/domain/format";

type FiguresProps = { failover: FailoverDetail; streaming: boolean };

/** Time against the promise, who must act now, and the two states that are never mixed. */
export function FailoverFigures({ failover, streaming }: FiguresProps) {
  const { workload, cleanup, waitsFor } = failover;
  return (
    <StatRow className="mb-3">
      <ClockStat failover={failover} streaming={streaming} />
      <Stat label="Who must act" value={whoWord(failover)} note={waitsFor?.what ?? "nothing is open"} />
      <Stat
        label="Workload"
        value={<WorkloadText purpose={failover.purpose} workload={workload} />}
        note={<WorkloadNote failover={failover} />}
      />
      <Stat
        label="Clean-up"
        value={<StatusText kind="cleanup" state={cleanup} />}
        note={<CleanupNote failover={failover} />}
      />
    </StatRow>
  );
}

function whoWord({ waitsFor, from }: FailoverDetail): string {
  if (!waitsFor) return "nobody";
  return { you: "you", breakwater: "Breakwater", "source site": from.name }[waitsFor.who];
}

/** Counted on while it is not up; what it came to afterwards. */
function ClockStat({ failover, streaming }: FiguresProps) {
  const { purpose, mode, impactAt, declaredAt, upAt, rtoMinutes, run, undoneAt } = failover;
  const end = upAt ?? undoneAt ?? run.endedAt;
  const now = useNow(end ? "still" : "second");
  const drill = purpose === "drill";
  const since = drill ? (run.startedAt ?? declaredAt) : (impactAt ?? declaredAt);
  const ms = (end ? Date.parse(end) : now.getTime()) - Date.parse(since);
  const label = drill ? "Since the drill began" : mode === "disaster" ? "Since the impact" : "Since it was begun";
  return (
    <Stat
      label={upAt ? `${label}, until it was up` : label}
      value={<span className="tabular-nums">{formatClock(ms)}</span>}
      against={`of ${formatClock(rtoMinutes * 60_000)}`}
      note={clockNote({ upAt, ended: run.endedAt !== null, streaming, late: ms > rtoMinutes * 60_000 })}
    />
  );
}

function clockNote({
  upAt,
  ended,
  streaming,
  late,
}: {
  upAt: string | null;
  ended: boolean;
  streaming: boolean;
  late: boolean;
}): ReactNode {
  if (late) return <span className="text-breach">longer than the recovery time objective</span>;
  if (upAt) return "within the recovery time objective";
  return ended ? "until it stopped" : streaming ? "told live by the server" : "asked every 3 s";
}

function WorkloadNote({ failover: { run, upAt, committedAt, undoneAt, to } }: { failover: FailoverDetail }) {
  if (undoneAt)
    return (
      <>
        since <Time at={undoneAt} className="text-xs" />
      </>
    );
  if (committedAt)
    return (
      <>
        at {to.name} since <Time at={committedAt} className="text-xs" />
      </>
    );
  const { up, all } = serverCount(run.steps);
  return (
    <>
      {up} of {formatNoun(all, "server")} running
      {upAt ? (
        <>
          , all since <Time at={upAt} style="time-seconds" className="text-xs" />
        </>
      ) : null}
    </>
  );
}

function CleanupNote({
  failover: { purpose, cleanup, endsAt, cleanedAt, to, from, sourceTasks },
}: {
  failover: FailoverDetail;
}) {
  if (cleanedAt)
    return (
      <>
        listed again and proven <Time at={cleanedAt} className="text-xs" />
      </>
    );
  if (purpose === "drill" && cleanup === "due" && endsAt)
    return (
      <>
        by itself <TimeAgo at={endsAt} />, <Time at={endsAt} className="text-xs" />
      </>
    );
  const due = sourceTasks.filter(({ state }) => state === "due").length;
  if (due > 0) return `${from.name}: ${formatNoun(due, "server")} to see to when it answers`;
  return cleanup === "due"
    ? `what was made at ${to.name}, when it is ${purpose === "drill" ? "ended" : "undone"}`
    : null;
}
