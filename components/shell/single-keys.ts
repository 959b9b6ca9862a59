"use client";

import { useSyncExternalStore } from "react";

const STORAGE_KEY = "breakwater-single-keys";
const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

function read(): boolean {
  return localStorage.getItem(STORAGE_KEY) !== "off";
}

/** Speech input may "press" single letters by accident, so they can be turned off (WCAG 2.1.4). */
export function useSingleKeys(): [on: boolean, set: (on: boolean) => void] {
  const on = useSyncExternalStore(subscribe, read, () => true);
  const set = (next: boolean) => {
    localStorage.setItem(STORAGE_KEY, next ? "on" : "off");
    for (const listener of listeners) listener();
  };
  return [on, set];
}
