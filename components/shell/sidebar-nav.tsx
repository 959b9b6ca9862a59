"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

import { Mark } from "@/components/shell/mark";
import { adminNav, isCurrent, projectNav, type NavEntry } from "@/components/shell/shell-nav";
import type { ViewerView } from "@/lib/domain/viewer";
import { cn } from "@/lib/utils";

type SidebarNavProps = { viewer: ViewerView; onNavigate?: () => void };

export function SidebarNav({ viewer, onNavigate }: SidebarNavProps) {
  return (
    <nav aria-label="Main" className="flex flex-col gap-4">
      <Link
        href="/"
        onClick={onNavigate}
        className="flex min-h-7 items-center gap-2 rounded-md px-2 font-semibold tracking-[-0.01em]"
      >
        <Mark className="size-4.5" />
        Breakwater
      </Link>
      <NavList entries={projectNav(viewer.counts)} onNavigate={onNavigate} />
      {viewer.isAdmin ? (
        <div>
          <h2 className="mb-1 px-2 text-2xs font-medium text-ink-3">Administration</h2>
          <NavList entries={adminNav} onNavigate={onNavigate} />
        </div>
      ) : null}
    </nav>
  );
}

function NavList({ entries, onNavigate }: { entries: NavEntry[]; onNavigate?: () => void }) {
  const pathname = usePathname();
  return (
    <ul>
      {entries.map((entry) => {
        const current = isCurrent(entry, pathname);
        return (
          <li key={entry.href}>
            <Link
              href={entry.href}
              onClick={onNavigate}
              aria-current={current ? "page" : undefined}
              className={cn(
                "flex min-h-7 items-center justify-between gap-2 rounded-md px-2 text-ink-2 hover:bg-hover hover:text-ink pointer-coarse:min-h-10",
                current && "bg-line font-medium text-ink hover:bg-line",
              )}
            >
              {entry.label}
              {entry.count ? (
                <span className="font-mono text-2xs font-medium tabular-nums">
                  {entry.count.value}
                  <span className="sr-only"> {entry.count.noun}</span>
                </span>
              ) : null}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
