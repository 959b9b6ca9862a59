"use client";

import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** Whether the modifier is ⌘ rather than Ctrl; the server, which cannot know, says Ctrl. */
export function useIsMac(): boolean {
  return useSyncExternalStore(
    never,
    () => /Mac|iPhone|iPad/.test(navigator.userAgent),
    () => false,
  );
}

export function modKey(mac: boolean): string {
  return mac ? "⌘" : "Ctrl";
}
