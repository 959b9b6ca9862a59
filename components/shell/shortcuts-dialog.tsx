"use client";

import { useId } from "react";

import { modKey, useIsMac } from "@/components/shell/platform";
import { adminNav, projectNav } from "@/components/shell/shell-nav";
import { useSingleKeys } from "@/components/shell/single-keys";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { Switch } from "@/components/ui/switch";

type ShortcutsDialogProps = { open: boolean; onOpenChange: (open: boolean) => void; isAdmin: boolean };

export function ShortcutsDialog({ open, onOpenChange, isAdmin }: ShortcutsDialogProps) {
  const [singleKeys, setSingleKeys] = useSingleKeys();
  const mac = useIsMac();
  const switchId = useId();
  const pages = [...projectNav({ runsLive: 0 }), ...(isAdmin ? adminNav : [])];
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent onOpenAutoFocus={focusWhole}>
        <DialogHeader>
          <DialogTitle>Keyboard shortcuts</DialogTitle>
          <DialogDescription>Letters work wherever you are not typing.</DialogDescription>
        </DialogHeader>
        <dl className="grid gap-x-8 sm:grid-cols-2">
          <Shortcut what="Search or go to" keys={[modKey(mac), "K"]} />
          <Shortcut what="These shortcuts" keys={["?"]} />
          <Shortcut what="Show or hide the sidebar" keys={["["]} />
          {pages.map((entry) => (
            <Shortcut key={entry.href} what={`Go to ${entry.label}`} keys={["G", entry.key.toUpperCase()]} />
          ))}
        </dl>
        <div className="flex items-center justify-between gap-4 border-t border-line pt-3">
          <label htmlFor={switchId}>
            Shortcuts of single letters
            <span className="block text-xs text-ink-3">Turn them off if you speak to your computer.</span>
          </label>
          <Switch id={switchId} checked={singleKeys} onCheckedChange={setSingleKeys} />
        </div>
      </DialogContent>
    </Dialog>
  );
}

// The list is what was asked for, not the switch at its end.
function focusWhole(event: Event) {
  event.preventDefault();
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
}

function Shortcut({ what, keys }: { what: string; keys: string[] }) {
  return (
    <div className="flex items-center justify-between gap-3 border-b border-line-soft py-1.5">
      <dt className="text-ink-2">{what}</dt>
      <dd className="flex gap-1">
        {keys.map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
      </dd>
    </div>
  );
}
