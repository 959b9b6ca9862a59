import type { ViewerView } from "@/lib/domain/viewer";

export type NavEntry = {
  href: string;
  label: string;
  /** Pressed after `g`. */
  key: string;
  /** A figure beside the label, and what it counts. */
  count?: { value: number; noun: string };
};

/** Only pages that exist; compliance joins when it does. */
export function projectNav(counts: ViewerView["counts"]): NavEntry[] {
  return [
    { href: "/", label: "Overview", key: "o" },
    { href: "/resources", label: "Resources", key: "r" },
    { href: "/plans", label: "Plans", key: "p" },
    { href: "/checkpoints", label: "Checkpoints", key: "c" },
    { href: "/recovery", label: "Recovery", key: "v" },
    { href: "/runs", label: "Runs", key: "u", count: counted(counts.runsLive, "running") },
    { href: "/audit", label: "Audit", key: "a" },
    { href: "/settings", label: "Settings", key: "s" },
  ];
}

export const adminNav: NavEntry[] = [{ href: "/sites", label: "Sites", key: "i" }];

function counted(value: number, noun: string): NavEntry["count"] {
  return value === 0 ? undefined : { value, noun };
}

/** Whether the page at `pathname` belongs to the entry. */
export function isCurrent(entry: NavEntry, pathname: string): boolean {
  if (entry.href === "/") return pathname === "/";
  if (entry.href === "/recovery" && pathname.startsWith("/failovers/")) return true;
  return pathname === entry.href || pathname.startsWith(`${entry.href}/`);
}
