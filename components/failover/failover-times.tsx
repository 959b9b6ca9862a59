import { Facts, type Fact } from "@/components/facts";
import { SectionHeading } from "@/components/section-heading";
import { Time } from "@/components/time";
import type { FailoverDetail } from "@/lib/domain/failover-view";
import { formatDuration } from "@/lib/domain/format";

/** What it cost, once it is up: data, and time by who spent it. */
export function FailoverTimes({ failover }: { failover: FailoverDetail }) {
  const { times, upAt } = failover;
  if (upAt === null || times.executionMs === null) return null;
  return (
    <section aria-labelledby="times">
      <SectionHeading id="times" note="what is counted for the promise">
        Measured
      </SectionHeading>
      <Facts facts={factsOf(failover)} />
    </section>
  );
}

function factsOf({ times, purpose, mode, pointAt, impactAt, rtoMinutes }: FailoverDetail): Fact[] {
  const { lossMs, totalMs, executionMs, peopleMs, machineMs } = times;
  const drill = purpose === "drill";
  const long = (ms: number | null) => (ms === null ? "not known" : formatDuration(ms));
  return [
    {
      label: drill ? "Would have lost" : "Lost",
      value: (
        <>
          {mode === "planned" && !drill ? "nothing: the last point was taken after the shutdown" : long(lossMs)}
          {pointAt && impactAt && !drill ? (
            <span className="text-ink-3">
              {" "}
              written <Time at={pointAt} className="text-xs" /> – <Time at={impactAt} className="text-xs" />
            </span>
          ) : null}
        </>
      ),
    },
    {
      label: "Recovery time",
      value: (
        <>
          {long(totalMs)} <span className="text-ink-3">of {formatDuration(rtoMinutes * 60_000)} allowed</span>
          {drill ? <span className="text-ink-3">, with the time declared for deciding</span> : null}
        </>
      ),
    },
    { label: "Execution", value: long(executionMs) },
    { label: "Waiting for people", value: peopleMs === 0 ? "none" : formatDuration(peopleMs) },
    { label: "Machine", value: long(machineMs) },
  ];
}
