"use client";

import { useState } from "react";

import { DeedGroup, PageGroup, PlanGroup, SearchGroup, type Run } from "@/components/shell/palette-groups";
import type { SwitchProject } from "@/components/shell/use-project-switch";
import { Command, CommandDialog, CommandEmpty, CommandInput, CommandList } from "@/components/ui/command";
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
  const [text, setText] = useState("");
  const run: Run = (deed) => () => {
    onOpenChange(false);
    setText("");
    deed();
  };
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
          <PageGroup run={run} viewer={viewer} />
          <PlanGroup run={run} plans={plans} wanted={text.trim()} />
          <DeedGroup run={run} viewer={viewer} switchProject={switchProject} onShortcuts={onShortcuts} />
          <SearchGroup run={run} wanted={text.trim()} />
        </CommandList>
      </Command>
    </CommandDialog>
  );
}
