"use client";

import { useRouter } from "next/navigation";
import { useState, type ReactNode } from "react";

import { CommandPalette } from "@/components/shell/command-palette";
import { ShellHeader } from "@/components/shell/shell-header";
import { adminNav, projectNav } from "@/components/shell/shell-nav";
import { ShortcutsDialog } from "@/components/shell/shortcuts-dialog";
import { SIDEBAR_COOKIE } from "@/components/shell/sidebar-cookie";
import { SidebarNav } from "@/components/shell/sidebar-nav";
import { useSingleKeys } from "@/components/shell/single-keys";
import type { SwitchProject } from "@/components/shell/use-project-switch";
import { useShortcuts } from "@/components/shell/use-shortcuts";
import type { ViewerView } from "@/lib/domain/viewer";
import { cn } from "@/lib/utils";

export type ConsoleShellProps = {
  viewer: ViewerView;
  /** Plans that the search can name at once, such as the hundred last changed. */
  plans: readonly { id: string; name: string }[];
  /** From the cookie `SIDEBAR_COOKIE`, so that the first paint is already right. */
  sidebarHidden?: boolean;
  switchProject: SwitchProject;
  signOut: () => Promise<unknown>;
  children: ReactNode;
};

/** The frame of every signed-in page. */
export function ConsoleShell({
  viewer,
  plans,
  sidebarHidden = false,
  switchProject,
  signOut,
  children,
}: ConsoleShellProps) {
  const { hidden, toggleSidebar, open, setOpen } = useShell(viewer, sidebarHidden);
  const show = (what: Dialog) => (next: boolean) => setOpen(next ? what : null);
  return (
    <div className={cn("min-h-dvh", !hidden && "lg:grid lg:grid-cols-[208px_minmax(0,1fr)]")}>
      <SkipLink />
      {hidden ? null : <Sidebar viewer={viewer} />}
      <div className="min-w-0">
        <ShellHeader
          viewer={viewer}
          switchProject={switchProject}
          signOut={signOut}
          sidebarHidden={hidden}
          onSidebar={toggleSidebar}
          onSearch={() => setOpen("palette")}
          onShortcuts={() => setOpen("shortcuts")}
        />
        <main id="content" tabIndex={-1} className="max-w-[77rem] px-4 pt-5 pb-10 outline-none lg:px-6">
          {children}
        </main>
      </div>
      <CommandPalette
        open={open === "palette"}
        onOpenChange={show("palette")}
        onShortcuts={() => setOpen("shortcuts")}
        viewer={viewer}
        plans={plans}
        switchProject={switchProject}
      />
      <ShortcutsDialog open={open === "shortcuts"} onOpenChange={show("shortcuts")} isAdmin={viewer.isAdmin} />
    </div>
  );
}

type Dialog = "palette" | "shortcuts";

/** What is open, and the keys that open it. */
function useShell(viewer: ViewerView, sidebarHidden: boolean) {
  const router = useRouter();
  const [hidden, setHidden] = useState(sidebarHidden);
  const [open, setOpen] = useState<Dialog | null>(null);
  const [singleKeys] = useSingleKeys();
  const toggleSidebar = () => {
    rememberSidebar(!hidden);
    setHidden(!hidden);
  };
  const pages = [...projectNav(viewer.counts), ...(viewer.isAdmin ? adminNav : [])];
  useShortcuts(
    {
      "mod+k": () => setOpen(open === "palette" ? null : "palette"),
      "?": () => setOpen("shortcuts"),
      "[": toggleSidebar,
      ...Object.fromEntries(pages.map((entry) => [`g ${entry.key}`, () => router.push(entry.href)])),
    },
    singleKeys,
  );
  return { hidden, toggleSidebar, open, setOpen };
}

function SkipLink() {
  return (
    <a
      href="#content"
      className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md border border-ink bg-background px-3 py-1.5 font-medium focus-visible:translate-y-0"
    >
      Skip to content
    </a>
  );
}

function Sidebar({ viewer }: { viewer: ViewerView }) {
  return (
    <aside
      data-print="hide"
      aria-label="Sidebar"
      className="sticky top-0 h-dvh overflow-y-auto border-r border-line bg-subtle px-2 py-2.5 max-lg:hidden"
    >
      <SidebarNav viewer={viewer} />
    </aside>
  );
}

function rememberSidebar(hidden: boolean) {
  document.cookie = `${SIDEBAR_COOKIE}=${hidden ? "hidden" : "shown"}; path=/; max-age=31536000; samesite=lax`;
}
