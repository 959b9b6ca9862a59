"use client";

import { useEffect, useEffectEvent, useRef } from "react";

/** Keys to deeds: "?", "[", "g p" (one after the other), and "mod+k" (⌘ or Ctrl). */
export type Shortcuts = Record<string, () => void>;

/** The second key of a pair counts for this long after the first, in milliseconds. */
const PAIR_MS = 1_200;

/** Listens on the window. Letters are left alone while someone types, and when single keys are turned off. */
export function useShortcuts(shortcuts: Shortcuts, singleKeys: boolean) {
  const first = useRef<{ key: string; at: number } | null>(null);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const deed = deedOf(event, shortcuts, singleKeys, first.current);
    const alone = !event.ctrlKey && !event.metaKey && !event.altKey;
    first.current = alone && event.key.length === 1 ? { key: event.key, at: event.timeStamp } : null;
    if (!deed) return;
    event.preventDefault();
    first.current = null;
    deed();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}

type First = { key: string; at: number } | null;

function deedOf(event: KeyboardEvent, shortcuts: Shortcuts, singleKeys: boolean, first: First) {
  if (event.defaultPrevented || event.repeat) return undefined;
  if (event.metaKey || event.ctrlKey) return shortcuts[`mod+${event.key.toLowerCase()}`];
  if (!singleKeys || event.altKey || isTyping(event.target)) return undefined;
  const paired = first && event.timeStamp - first.at < PAIR_MS ? shortcuts[`${first.key} ${event.key}`] : undefined;
  return paired ?? shortcuts[event.key];
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  // In a menu or list a letter means "go to the entry that begins so".
  if (target.closest("[role=menu],[role=listbox],[role=dialog],[role=alertdialog]")) return true;
  return ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}
