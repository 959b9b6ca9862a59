"use client";

import { useTheme } from "next-themes";
import { useTransition } from "react";

import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Kbd } from "@/components/ui/kbd";
import type { ViewerView } from "@/lib/domain/viewer";

type UserMenuProps = { viewer: ViewerView; signOut: () => Promise<unknown>; onShortcuts: () => void };

export function UserMenu({ viewer, signOut, onShortcuts }: UserMenuProps) {
  const { theme, setTheme } = useTheme();
  const [leaving, startTransition] = useTransition();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={`User ${viewer.userName}`}
        aria-busy={leaving || undefined}
        className="flex h-8 min-w-8 items-center rounded-md px-2 font-medium text-ink hover:bg-hover"
      >
        <span className="max-w-32 truncate">{viewer.userName}</span>
      </DropdownMenuTrigger>
      <DropdownMenuContent className="w-60">
        <div className="px-2 py-1">
          <p className="truncate font-medium">{viewer.userName}</p>
          <p className="text-xs text-ink-3">
            {viewer.roles.join(", ")} in {viewer.project.name} · {viewer.cloudName}
          </p>
          {viewer.canWrite ? null : (
            <p className="text-xs text-ink-3">You can see everything here and change nothing.</p>
          )}
        </div>
        <DropdownMenuSeparator />
        <DropdownMenuLabel>Theme</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={theme} onValueChange={setTheme}>
          <DropdownMenuRadioItem value="system">As the system</DropdownMenuRadioItem>
          <DropdownMenuRadioItem value="light">Light</DropdownMenuRadioItem>
          <DropdownMenuRadioItem value="dark">Dark</DropdownMenuRadioItem>
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={onShortcuts}>
          Keyboard shortcuts
          <Kbd className="ml-auto">?</Kbd>
        </DropdownMenuItem>
        <DropdownMenuItem
          onSelect={() =>
            startTransition(async () => {
              await signOut();
            })
          }
        >
          Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
