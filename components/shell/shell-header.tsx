"use client";

import { Menu, PanelLeft, Search } from "lucide-react";
import { useState } from "react";

import { ShellCrumbs } from "@/components/shell/crumbs";
import { modKey, useIsMac } from "@/components/shell/platform";
import { ProjectSwitcher } from "@/components/shell/project-switcher";
import { SidebarNav } from "@/components/shell/sidebar-nav";
import { SiteList, SiteStates } from "@/components/shell/site-states";
import type { SwitchProject } from "@/components/shell/use-project-switch";
import { UserMenu } from "@/components/shell/user-menu";
import { Button } from "@/components/ui/button";
import { Sheet, SheetContent, SheetDescription, SheetTitle, SheetTrigger } from "@/components/ui/sheet";
import type { ViewerView } from "@/lib/domain/viewer";

type ShellHeaderProps = {
  viewer: ViewerView;
  switchProject: SwitchProject;
  signOut: () => Promise<unknown>;
  sidebarHidden: boolean;
  onSidebar: () => void;
  onSearch: () => void;
  onShortcuts: () => void;
};

export function ShellHeader(props: ShellHeaderProps) {
  const { viewer, switchProject, signOut, sidebarHidden, onSidebar, onSearch, onShortcuts } = props;
  const mac = useIsMac();
  return (
    <header
      data-print="hide"
      className="sticky top-0 z-40 flex h-12 items-center gap-1 border-b border-line bg-background px-3 text-ink-2 sm:px-4 lg:px-6"
    >
      <MobileNav viewer={viewer} switchProject={switchProject} />
      <Button
        variant="ghost"
        size="icon"
        aria-label={sidebarHidden ? "Show the sidebar" : "Hide the sidebar"}
        aria-expanded={!sidebarHidden}
        onClick={onSidebar}
        className="-ml-2 max-lg:hidden"
      >
        <PanelLeft aria-hidden />
      </Button>
      <div className="min-w-0 flex-1">
        <ShellCrumbs />
      </div>
      <button
        type="button"
        onClick={onSearch}
        aria-keyshortcuts="Control+K Meta+K"
        className="mr-2 flex h-7 items-center gap-2 rounded-md border border-line px-2 text-ink-3 hover:bg-hover hover:text-ink max-md:mr-0 max-md:size-8 max-md:justify-center max-md:border-0"
      >
        <Search aria-hidden className="size-3.5" />
        <span className="max-md:sr-only">Search or go to…</span>
        <span aria-hidden className="font-mono text-2xs max-md:hidden">
          {mac ? "⌘K" : `${modKey(mac)} K`}
        </span>
      </button>
      <SiteStates sites={viewer.sites} className="max-lg:hidden" />
      <ProjectSwitcher viewer={viewer} switchProject={switchProject} className="max-sm:hidden" />
      <UserMenu viewer={viewer} signOut={signOut} onShortcuts={onShortcuts} />
    </header>
  );
}

/** Below 1024 px the sidebar is a sheet, and holds what the header has no room for. */
function MobileNav({ viewer, switchProject }: Pick<ShellHeaderProps, "viewer" | "switchProject">) {
  const [open, setOpen] = useState(false);
  return (
    <Sheet open={open} onOpenChange={setOpen}>
      <SheetTrigger asChild>
        <Button variant="ghost" size="icon" aria-label="Open the menu" className="-ml-1 lg:hidden">
          <Menu aria-hidden />
        </Button>
      </SheetTrigger>
      <SheetContent side="left" className="gap-6 bg-subtle px-2">
        <SheetTitle className="sr-only">Menu</SheetTitle>
        <SheetDescription className="sr-only">Pages, project and sites</SheetDescription>
        <SidebarNav viewer={viewer} onNavigate={() => setOpen(false)} />
        <div className="sm:hidden">
          <h2 className="mb-1 px-2 text-2xs font-medium text-ink-3">Project</h2>
          <ProjectSwitcher viewer={viewer} switchProject={switchProject} />
        </div>
        <div className="px-2">
          <h2 className="mb-2 text-2xs font-medium text-ink-3">Sites</h2>
          <SiteList sites={viewer.sites} />
        </div>
      </SheetContent>
    </Sheet>
  );
}
