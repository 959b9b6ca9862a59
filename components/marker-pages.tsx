import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";

import { formatCount } from "@/lib/domain/format";
import { buttonVariants } from "@/components/ui/button";

type MarkerPagesProps = {
  /** The markers that led here; the way back through a list that only knows its next page. */
  trail: readonly string[];
  nextMarker: string | null;
  /** Null where nobody counts. */
  total?: number | null;
  /** What is listed, in the plural. */
  noun: string;
  hrefFor: (trail: readonly string[]) => string;
};

/** For lists that are paged by marker: the trail stands in the address. */
export function MarkerPages({ trail, nextMarker, total = null, noun, hrefFor }: MarkerPagesProps) {
  const several = trail.length > 0 || nextMarker !== null;
  if (!several && total === null) return null;
  const words = [
    several ? `page ${trail.length + 1}` : null,
    total === null ? null : `${formatCount(total)} ${noun} in all`,
  ].filter((word) => word !== null);
  return (
    <nav aria-label={`Pages of ${noun}`} data-print="hide" className="flex items-center gap-2 text-xs text-ink-3">
      <span>{words.join(", ")}</span>
      {trail.length > 0 ? (
        <Link
          href={hrefFor(trail.slice(0, -1))}
          aria-label="Previous page"
          scroll={false}
          className={buttonVariants({ size: "icon-sm" })}
        >
          <ChevronLeft aria-hidden className="rtl:-scale-x-100" />
        </Link>
      ) : null}
      {nextMarker === null ? null : (
        <Link
          href={hrefFor([...trail, nextMarker])}
          aria-label="Next page"
          scroll={false}
          className={buttonVariants({ size: "icon-sm" })}
        >
          <ChevronRight aria-hidden className="rtl:-scale-x-100" />
        </Link>
      )}
    </nav>
  );
}
