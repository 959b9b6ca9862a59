"use client";

import { usePathname } from "next/navigation";
import { useLayoutEffect, useSyncExternalStore } from "react";

import { adminNav, isCurrent, projectNav } from "@/components/shell/shell-nav";
import { Breadcrumb, type Crumb } from "@/components/ui/breadcrumb";

type Trail = { pathname: string; crumbs: Crumb[] };

// Written by effects only, so never on the server, where it would be shared by all requests.
let current: Trail | null = null;
const listeners = new Set<() => void>();

function publish(trail: Trail) {
  current = trail;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Said by the page, which knows the names; shown by the header above it. The section comes first, you are at the last. */
export function PageCrumbs({ crumbs }: { crumbs: Crumb[] }) {
  const pathname = usePathname();
  const wire = JSON.stringify(crumbs);
  // Synchronises the header, which stands outside the page's tree.
  useLayoutEffect(() => {
    const parsed: Crumb[] = JSON.parse(wire);
    publish({ pathname, crumbs: parsed });
  }, [pathname, wire]);
  return null;
}

/** The header's breadcrumb: what the page said, or its section until it has spoken. */
export function ShellCrumbs() {
  const pathname = usePathname();
  const said = useSyncExternalStore(
    subscribe,
    () => current,
    () => null,
  );
  const crumbs = said?.pathname === pathname ? said.crumbs : sectionOf(pathname);
  return <Breadcrumb trail={crumbs} />;
}

function sectionOf(pathname: string): Crumb[] {
  const entries = [...projectNav({ runsLive: 0 }), ...adminNav];
  const entry = entries.find((candidate) => isCurrent(candidate, pathname));
  return entry ? [{ label: entry.label, href: entry.href }] : [];
}
