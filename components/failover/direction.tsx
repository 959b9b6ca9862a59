import { ArrowRight } from "lucide-react";
import type { ReactNode } from "react";

import { StatusText } from "@/components/status-badge";
import type { FailoverPlace } from "@/lib/domain/failover-page";

type DirectionProps = { from: FailoverPlace; to: FailoverPlace; fromNote?: ReactNode; toNote?: ReactNode };

/** From where to where, with how both sites are. */
export function FailoverDirection({ from, to, fromNote, toNote }: DirectionProps) {
  return (
    <figure aria-label={`From ${from.name} to ${to.name}`} className="flex items-stretch gap-2 max-sm:flex-col">
      <Place role="From" site={from} note={fromNote} />
      <ArrowRight aria-hidden className="size-5 shrink-0 self-center text-ink-3 max-sm:rotate-90 rtl:-scale-x-100" />
      <Place role="To" site={to} note={toNote} />
    </figure>
  );
}

function Place({ role, site, note }: { role: string; site: FailoverPlace; note?: ReactNode }) {
  return (
    <div className="min-w-0 flex-1 rounded-md border border-line px-3.5 py-2.5">
      <p className="flex flex-wrap items-baseline justify-between gap-x-3 text-xs text-ink-3">
        {role}
        <StatusText kind="site" state={site.state} className="text-xs" />
      </p>
      <p className="text-lg font-semibold break-words">{site.name}</p>
      {note ? <p className="text-xs text-ink-2">{note}</p> : null}
    </div>
  );
}
