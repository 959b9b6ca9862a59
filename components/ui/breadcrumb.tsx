import Link from "next/link";
import { Fragment } from "react";

import { cn } from "@/lib/utils";

export type Crumb = {
  label: string;
  /** Absent on the last one: that is where you are. */
  href?: string;
};

/** The way from the top to here; every link leads to a page that exists. */
export function Breadcrumb({ trail, className }: { trail: Crumb[]; className?: string }) {
  return (
    <nav aria-label="Breadcrumb" data-slot="breadcrumb" className={cn("min-w-0", className)}>
      <ol className="flex min-w-0 items-center gap-1.5">
        {trail.map((crumb, index) => {
          const last = index === trail.length - 1;
          return (
            <Fragment key={`${crumb.href ?? ""} ${crumb.label}`}>
              {index > 0 ? (
                <li aria-hidden className={cn("text-ink-3", !last && "max-md:hidden")}>
                  /
                </li>
              ) : null}
              <li
                className={cn("min-w-0", last ? "shrink truncate" : "shrink-0", !last && index > 0 && "max-md:hidden")}
              >
                {crumb.href && !last ? (
                  <Link href={crumb.href} className="inline-flex min-h-6 items-center text-ink-2 hover:text-ink">
                    {crumb.label}
                  </Link>
                ) : (
                  <span aria-current={last ? "page" : undefined} className="font-medium text-ink">
                    {crumb.label}
                  </span>
                )}
              </li>
            </Fragment>
          );
        })}
      </ol>
    </nav>
  );
}
