"use client";

import { Check, ChevronsUpDown } from "lucide-react";
import { useState } from "react";

import { useProjectSwitch, type SwitchProject } from "@/components/shell/use-project-switch";
import { Command, CommandEmpty, CommandInput, CommandItem, CommandList } from "@/components/ui/command";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Tooltip, TooltipContent, TooltipTrigger } from "@/components/ui/tooltip";
import type { ViewerView } from "@/lib/domain/viewer";
import { cn } from "@/lib/utils";

type ProjectSwitcherProps = { viewer: ViewerView; switchProject: SwitchProject; className?: string };

const triggerClass = "flex h-8 min-w-0 items-center gap-1 rounded-md px-2 text-ink-2 hover:bg-hover hover:text-ink";

export function ProjectSwitcher({ viewer, switchProject, className }: ProjectSwitcherProps) {
  const [open, setOpen] = useState(false);
  const { switching, change } = useProjectSwitch(switchProject);
  if (!viewer.canSwitch) return <FixedProject name={viewer.project.name} className={className} />;
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger
        aria-label={`Project ${viewer.project.name}. Change project`}
        aria-busy={switching || undefined}
        className={cn(triggerClass, className)}
      >
        <span className="max-w-40 truncate">{viewer.project.name}</span>
        <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-ink-3" />
      </PopoverTrigger>
      <PopoverContent aria-label="Projects" align="end" className="w-64 p-0">
        <Command label="Projects">
          {viewer.projects.length > 7 ? <CommandInput placeholder="Find a project" /> : null}
          <CommandList>
            <CommandEmpty>No project of that name.</CommandEmpty>
            {viewer.projects.map((project) => (
              <CommandItem
                key={project.id}
                value={`${project.name} ${project.id}`}
                onSelect={() => {
                  setOpen(false);
                  if (project.id !== viewer.project.id) change(project.id);
                }}
              >
                <span className="min-w-0 truncate">{project.name}</span>
                {project.id === viewer.project.id ? (
                  <Check aria-label="chosen" className="ml-auto size-3.5 shrink-0" />
                ) : null}
              </CommandItem>
            ))}
          </CommandList>
        </Command>
      </PopoverContent>
    </Popover>
  );
}

// An application credential belongs to one project for good.
function FixedProject({ name, className }: { name: string; className?: string }) {
  return (
    <Tooltip>
      <TooltipTrigger className={cn(triggerClass, className)}>
        <span className="max-w-40 truncate">{name}</span>
      </TooltipTrigger>
      <TooltipContent>You signed in with an application credential, which belongs to this project.</TooltipContent>
    </Tooltip>
  );
}
