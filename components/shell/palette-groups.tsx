"use client";

import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { toast } from "sonner";

import { adminNav, projectNav } from "@/components/shell/shell-nav";
import { useProjectSwitch, type SwitchProject } from "@/components/shell/use-project-switch";
import { CommandGroup, CommandItem, CommandShortcut } from "@/components/ui/command";
import { Kbd } from "@/components/ui/kbd";
import type { ViewerView } from "@/lib/domain/viewer";

/** Closes the palette, then does it. */
export type Run = (deed: () => void) => () => void;
type GroupProps = { run: Run };

export function PageGroup({ run, viewer }: GroupProps & { viewer: ViewerView }) {
  const router = useRouter();
  const pages = [...projectNav(viewer.counts), ...(viewer.isAdmin ? adminNav : [])];
  return (
    <CommandGroup heading="Go to">
      {pages.map(({ href, label, key }) => (
        <CommandItem key={href} value={`page ${label}`} onSelect={run(() => router.push(href))}>
          {label}
          <CommandShortcut>
            <Kbd>G</Kbd>
            <Kbd>{key.toUpperCase()}</Kbd>
          </CommandShortcut>
        </CommandItem>
      ))}
    </CommandGroup>
  );
}

type PlanGroupProps = GroupProps & { plans: readonly { id: string; name: string }[]; wanted: string };

export function PlanGroup({ run, plans, wanted }: PlanGroupProps) {
  const router = useRouter();
  if (plans.length === 0) return null;
  return (
    <CommandGroup heading="Plans">
      {plans.map(({ id, name }) => (
        <CommandItem key={id} value={`plan ${name} ${id}`} onSelect={run(() => router.push(`/plans/${id}`))}>
          <span className="truncate">{name}</span>
        </CommandItem>
      ))}
      {wanted === "" ? null : plans.map(({ id, name }) => <RecoveryItems key={id} run={run} id={id} name={name} />)}
    </CommandGroup>
  );
}

/** They only open pages: nothing begins there before it was reviewed and confirmed. */
function RecoveryItems({ run, id, name }: GroupProps & { id: string; name: string }) {
  const router = useRouter();
  const pages = [
    ["drill", `Drill ${name}…`],
    ["failover", `Fail over ${name}…`],
    ["recovery", `Recovery settings of ${name}`],
  ] as const;
  return pages.map(([page, label]) => (
    <CommandItem
      key={page}
      value={`plan ${label} ${id} ${page}`}
      onSelect={run(() => router.push(`/plans/${id}/${page}`))}
    >
      <span className="truncate">{label}</span>
    </CommandItem>
  ));
}

type DeedGroupProps = GroupProps & { viewer: ViewerView; switchProject: SwitchProject; onShortcuts: () => void };

export function DeedGroup({ run, viewer, switchProject, onShortcuts }: DeedGroupProps) {
  const router = useRouter();
  const go = (href: string) => run(() => router.push(href));
  return (
    <CommandGroup heading="Do">
      {viewer.canWrite ? (
        <CommandItem value="do new plan create" onSelect={go("/plans/new")}>
          New plan
        </CommandItem>
      ) : null}
      <CommandItem value="do show what is not protected unprotected" onSelect={go("/resources?protection=none")}>
        Show what is not protected
      </CommandItem>
      <CommandItem value="do copy the address of this page link" onSelect={run(() => void copyAddress())}>
        Copy the address of this page
      </CommandItem>
      <ThemeItem run={run} />
      <CommandItem value="do keyboard shortcuts help" onSelect={run(onShortcuts)}>
        Keyboard shortcuts
      </CommandItem>
      <ProjectItems run={run} viewer={viewer} switchProject={switchProject} />
    </CommandGroup>
  );
}

function ThemeItem({ run }: GroupProps) {
  const { resolvedTheme, setTheme } = useTheme();
  const other = resolvedTheme === "dark" ? "light" : "dark";
  return (
    <CommandItem value="do change theme dark light" onSelect={run(() => setTheme(other))}>
      Change to the {other} theme
    </CommandItem>
  );
}

function ProjectItems({ run, viewer, switchProject }: Omit<DeedGroupProps, "onShortcuts">) {
  const { change } = useProjectSwitch(switchProject);
  if (!viewer.canSwitch) return null;
  return viewer.projects
    .filter(({ id }) => id !== viewer.project.id)
    .map(({ id, name }) => (
      <CommandItem key={id} value={`do change to project ${name} ${id}`} onSelect={run(() => change(id))}>
        Change to project {name}
      </CommandItem>
    ));
}

/** What no name here fits may still be in a list. */
export function SearchGroup({ run, wanted }: GroupProps & { wanted: string }) {
  const router = useRouter();
  if (wanted === "") return null;
  return (
    <CommandGroup heading="Search" forceMount>
      {["plans", "resources"].map((list) => (
        <CommandItem
          key={list}
          forceMount
          value={`search ${list} ${wanted}`}
          onSelect={run(() => router.push(`/${list}?search=${encodeURIComponent(wanted)}`))}
        >
          Search {list} for “{wanted}”
        </CommandItem>
      ))}
    </CommandGroup>
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
