"use client";

import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { useState } from "react";
import { toast } from "sonner";

import { adminNav, projectNav } from "@/components/shell/shell-nav";
import { useProjectSwitch, type SwitchProject } from "@/components/shell/use-project-switch";
import {
  Command,
  CommandDialog,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
  CommandShortcut,
} from "@/components/ui/command";
import { Kbd } from "@/components/ui/kbd";
import type { ViewerView } from "@/lib/domain/viewer";

type CommandPaletteProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onShortcuts: () => void;
  viewer: ViewerView;
  /** The plans that can be named here; the rest are found by searching the list. */
  plans: readonly { id: string; name: string }[];
  switchProject: SwitchProject;
};

/** Goes anywhere and does what cannot hurt; nothing here changes or destroys anything in a cloud. */
export function CommandPalette({ open, onOpenChange, onShortcuts, viewer, plans, switchProject }: CommandPaletteProps) {
  const router = useRouter();
  const { resolvedTheme, setTheme } = useTheme();
  const { change } = useProjectSwitch(switchProject);
  const [text, setText] = useState("");
  const run = (deed: () => void) => () => {
    onOpenChange(false);
    setText("");
    deed();
  };
  const go = (href: string) => run(() => router.push(href));
  const pages = [...projectNav(viewer.counts), ...(viewer.isAdmin ? adminNav : [])];
  const wanted = text.trim();
  const others = viewer.canSwitch ? viewer.projects.filter((project) => project.id !== viewer.project.id) : [];
  return (
    <CommandDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Search or go to"
      description="Type the name of a page, a plan or a deed."
    >
      <Command label="Search or go to">
        <CommandInput value={text} onValueChange={setText} placeholder="Search or go to…" />
        <CommandList>
          <CommandEmpty>Nothing of that name.</CommandEmpty>
          <CommandGroup heading="Go to">
            {pages.map((entry) => (
              <CommandItem key={entry.href} value={`page ${entry.label}`} onSelect={go(entry.href)}>
                {entry.label}
                <CommandShortcut>
                  <Kbd>G</Kbd>
                  <Kbd>{entry.key.toUpperCase()}</Kbd>
                </CommandShortcut>
              </CommandItem>
            ))}
          </CommandGroup>
          {plans.length > 0 ? (
            <CommandGroup heading="Plans">
              {plans.map((plan) => (
                <CommandItem key={plan.id} value={`plan ${plan.name} ${plan.id}`} onSelect={go(`/plans/${plan.id}`)}>
                  <span className="truncate">{plan.name}</span>
                </CommandItem>
              ))}
            </CommandGroup>
          ) : null}
          <CommandGroup heading="Do">
            {viewer.canWrite ? (
              <CommandItem value="do new plan create" onSelect={go("/plans/new")}>
                New plan
              </CommandItem>
            ) : null}
            <CommandItem value="do show what is not protected unprotected" onSelect={go("/resources?protection=none")}>
              Show what is not protected
            </CommandItem>
            <CommandItem value="do copy the address of this page link" onSelect={run(copyAddress)}>
              Copy the address of this page
            </CommandItem>
            <CommandItem
              value="do change theme dark light"
              onSelect={run(() => setTheme(resolvedTheme === "dark" ? "light" : "dark"))}
            >
              Change to the {resolvedTheme === "dark" ? "light" : "dark"} theme
            </CommandItem>
            <CommandItem value="do keyboard shortcuts help" onSelect={run(onShortcuts)}>
              Keyboard shortcuts
            </CommandItem>
            {others.map((project) => (
              <CommandItem
                key={project.id}
                value={`do change to project ${project.name} ${project.id}`}
                onSelect={run(() => change(project.id))}
              >
                Change to project {project.name}
              </CommandItem>
            ))}
          </CommandGroup>
          {wanted ? (
            <CommandGroup heading="Search" forceMount>
              <CommandItem
                forceMount
                value={`search plans ${wanted}`}
                onSelect={go(`/plans?search=${encodeURIComponent(wanted)}`)}
              >
                Search plans for “{wanted}”
              </CommandItem>
              <CommandItem
                forceMount
                value={`search resources ${wanted}`}
                onSelect={go(`/resources?search=${encodeURIComponent(wanted)}`)}
              >
                Search resources for “{wanted}”
              </CommandItem>
            </CommandGroup>
          ) : null}
        </CommandList>
      </Command>
    </CommandDialog>
  );
}

async function copyAddress() {
  if (!window.isSecureContext) {
    toast.info("The browser gives no access to the clipboard over plain http.");
    return;
  }
  await navigator.clipboard.writeText(window.location.href);
  toast.success("Address copied.");
}
