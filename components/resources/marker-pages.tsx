import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";

import { formatCount } from "@/components/format";
import { hrefOf, type ListAddress } from "@/components/resources/list-address";
import { buttonVariants } from "@/components/ui/button";
import { KIND_WORDS } from "@/lib/domain/plan-words";
import type { ResourcePage } from "@/lib/domain/resource";

/** OpenStack's lists know their next page only; the way back is remembered in the address. */
export function MarkerPages({ address, page }: { address: ListAddress; page: ResourcePage }) {
  const { trail, kind } = address;
  const { many } = KIND_WORDS[kind];
  if (trail.length === 0 && page.nextMarker === null && page.total === null) return null;
  return (
    <nav aria-label={`Pages of ${many}`} data-print="hide" className="flex items-center gap-2 text-xs text-ink-3">
      <span>
        {trail.length > 0 || page.nextMarker !== null ? `page ${trail.length + 1}` : null}
        {page.total === null ? null : `${trail.length > 0 || page.nextMarker !== null ? ", " : ""}${formatCount(page.total)} ${many} in all`}
      </span>
      {trail.length > 0 ? (
        <Link href={hrefOf({ ...address, trail: trail.slice(0, -1) })} aria-label="Previous page" scroll={false} className={buttonVariants({ size: "icon-sm" })}>
          <ChevronLeft aria-hidden className="rtl:-scale-x-100" />
        </Link>
      ) : null}
      {page.nextMarker === null ? null : (
        <Link href={hrefOf({ ...address, trail: [...trail, page.nextMarker] })} aria-label="Next page" scroll={false} className={buttonVariants({ size: "icon-sm" })}>
          <ChevronRight aria-hidden className="rtl:-scale-x-100" />
        </Link>
      )}
    </nav>
  );
}
