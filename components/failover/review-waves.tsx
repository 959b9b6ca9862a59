import { SectionHeading } from "@/components/section-heading";
import type { FailoverReview } from "@/lib/domain/failover-view";
import { formatNoun } from "@/lib/domain/format";

/** In which order the servers come up: each wave waits for the one before. */
export function ReviewWaves({ waves }: Pick<FailoverReview, "waves">) {
  const shown = waves.filter((wave) => wave.length > 0);
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby="waves">
      <SectionHeading id="waves" note="each waits for what it needs of those before">
        Order
      </SectionHeading>
      <ol>
        {shown.map((wave, index) => (
          <li
            key={wave.map(({ name }) => name).join()}
            className="grid grid-cols-[4rem_minmax(0,1fr)] gap-x-2 border-b border-line-soft py-1.5"
          >
            <span className="text-ink-3">Wave {index + 1}</span>
            <span className="flex min-w-0 flex-wrap gap-x-3">
              {wave.map((server) => (
                <span key={server.name}>
                  {server.name}
                  <span className="text-xs text-ink-3">{detailOf(server)}</span>
                </span>
              ))}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function detailOf({ critical, gates }: FailoverReview["waves"][number][number]): string {
  const parts = [...(gates > 0 ? [formatNoun(gates, "gate")] : []), ...(critical ? [] : ["may fail"])];
  return parts.length > 0 ? ` ${parts.join(", ")}` : "";
}
