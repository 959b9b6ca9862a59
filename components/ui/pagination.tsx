import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

import { buttonVariants } from "@/components/ui/button";
import { cn } from "@/lib/utils";

type PaginationProps = {
  /** The first page is 1. */
  page: number;
  pageSize: number;
  total: number;
  /** What is counted, in the plural: "checkpoints". */
  noun: string;
  /** The address of a page, with filter and order kept. */
  hrefFor: (page: number) => string;
  className?: string;
};

const number = new Intl.NumberFormat("en-GB");

/** The server pages; this links to the neighbours and says where in the whole one stands. */
export function Pagination({ page, pageSize, total, noun, hrefFor, className }: PaginationProps) {
  if (total === 0) return null;
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const first = (page - 1) * pageSize + 1;
  const last = Math.min(total, page * pageSize);
  return (
    <nav
      aria-label={`Pages of ${noun}`}
      data-slot="pagination"
      data-print="hide"
      className={cn("flex items-center justify-between gap-3 pt-2 text-xs text-ink-3", className)}
    >
      <p>
        {number.format(first)}–{number.format(last)} of {number.format(total)} {noun}
      </p>
      {pages > 1 ? (
        <div className="flex items-center gap-2">
          <PageLink href={page > 1 ? hrefFor(page - 1) : null} label="Previous page">
            <ChevronLeft aria-hidden className="rtl:-scale-x-100" />
          </PageLink>
          <span>
            page {number.format(page)} of {number.format(pages)}
          </span>
          <PageLink href={page < pages ? hrefFor(page + 1) : null} label="Next page">
            <ChevronRight aria-hidden className="rtl:-scale-x-100" />
          </PageLink>
        </div>
      ) : null}
    </nav>
  );
}

function PageLink({ href, label, children }: { href: string | null; label: string; children: ReactNode }) {
  const className = cn(buttonVariants({ variant: "outline", size: "icon-sm" }));
  if (href === null) {
    return (
      <span aria-hidden className={cn(className, "opacity-40")}>
        {children}
      </span>
    );
  }
  return (
    <Link href={href} aria-label={label} scroll={false} className={className}>
      {children}
    </Link>
  );
}
