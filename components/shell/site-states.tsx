"use client";

import { formatNoun } from "@/lib/domain/format";
import { TimeAgo } from "@/components/time";
import { StatusGlyph, StatusText } from "@/components/status-badge";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import type { SiteView } from "@/lib/domain/site";
import { cn } from "@/lib/utils";

/** How many sites are named in the header; the others are counted. */
const NAMED = 3;

/** Every site's state in the header, and the reason behind it on demand. */
export function SiteStates({ sites, className }: { sites: SiteView[]; className?: string }) {
  if (sites.length === 0) return null;
  const troubled = sites.filter((site) => site.state !== "reachable");
  const named = sites.length <= NAMED ? sites : troubled.slice(0, NAMED);
  const others = sites.length - named.length;
  return (
    <Popover>
      <PopoverTrigger
        className={cn(
          "flex h-8 items-center gap-4 rounded-md px-2 text-ink-2 hover:bg-hover hover:text-ink",
          className,
        )}
      >
        <span className="sr-only">Sites:</span>
        {named.map((site) => (
          <span key={site.id} className="inline-flex max-w-40 items-center gap-1.5">
            <StatusGlyph kind="site" state={site.state} className="size-2.5" />
            <span className="truncate">{site.name}</span>
          </span>
        ))}
        {others > 0 ? <span>{named.length > 0 ? `${others} more` : formatNoun(others, "site")}</span> : null}
      </PopoverTrigger>
      <PopoverContent aria-label="State of the sites" align="end" className="w-80">
        <SiteList sites={sites} />
      </PopoverContent>
    </Popover>
  );
}

export function SiteList({ sites }: { sites: SiteView[] }) {
  return (
    <ul className="grid gap-3">
      {sites.map((site) => (
        <li key={site.id}>
          <div className="flex items-baseline justify-between gap-3">
            <span className="min-w-0 truncate font-medium">{site.name}</span>
            <StatusText kind="site" state={site.state} className="shrink-0 text-xs" />
          </div>
          <p className="text-xs text-ink-3">
            {site.cloudName === site.name ? "" : `${site.cloudName} · `}
            {site.checkedAt ? (
              <>
                checked <TimeAgo at={site.checkedAt} />
              </>
            ) : (
              "not checked yet"
            )}
          </p>
          {site.problem ? <p className="text-xs text-ink-2">{site.problem}</p> : null}
        </li>
      ))}
    </ul>
  );
}
