import { ArrowRight } from "lucide-react";

import { Time } from "@/components/time";
import { countOf, formatGiB } from "@/lib/domain/format";
import type { RecoveryFacts } from "@/lib/domain/recovery-page";

/** From where to where the plan recovers, drawn. */
export function Direction({ plan, source }: Pick<RecoveryFacts, "plan" | "source">) {
  return (
    <figure
      aria-label={`From ${plan.siteName} to ${plan.recoverySite?.name ?? "no recovery site"}`}
      className="flex items-stretch gap-2 max-sm:flex-col"
    >
      <Place role="Runs at" name={plan.siteName}>
        {source ? (
          <>
            newest checkpoint of <Time at={source.capturedAt} className="text-xs" />
          </>
        ) : (
          "no checkpoint that can be restored"
        )}
      </Place>
      <ArrowRight aria-hidden className="size-5 shrink-0 self-center text-ink-3 max-sm:rotate-90" />
      <Place role="Comes back at" name={plan.recoverySite?.name ?? "nowhere yet"}>
        {source ? contents(source) : "nothing yet"}
      </Place>
    </figure>
  );
}

type PlaceProps = { role: string; name: string; children: React.ReactNode };

function Place({ role, name, children }: PlaceProps) {
  return (
    <div className="min-w-0 flex-1 rounded-md border border-line px-3.5 py-2.5">
      <p className="text-xs text-ink-3">{role}</p>
      <p className="text-lg font-semibold break-words">{name}</p>
      <p className="text-xs text-ink-2">{children}</p>
    </div>
  );
}

function contents({ servers, volumes }: NonNullable<RecoveryFacts["source"]>): string {
  const sizeGiB = volumes.reduce((sum, volume) => sum + volume.sizeGiB, 0);
  return `${countOf(servers.length, "server")}, ${countOf(volumes.length, "volume")}, ${formatGiB(sizeGiB)}`;
}
