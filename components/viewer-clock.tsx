"use client";

import type { ReactNode } from "react";
import { createContext, useContext, useMemo, useSyncExternalStore } from "react";

import { isTimeZone, ZONE_COOKIE } from "@/components/zone";

type ViewerClockValue = { zone: string; nowMs: number };
const ViewerClockContext = createContext<ViewerClockValue>({ zone: "UTC", nowMs: 0 });

type ViewerClockProps = {
  /** What the cookie says; null at the first visit, when pages are written in UTC until the browser has spoken. */
  zone: string | null;
  /** The server's clock when it wrote the page: markup and hydration must agree on it. */
  now: string;
  children: ReactNode;
};

/** Gives every time on the page the viewer's zone and one common now. */
export function ViewerClock({ zone, now, children }: ViewerClockProps) {
  const written = zone !== null && isTimeZone(zone) ? zone : "UTC";
  // Here and not where a time is shown, so that the page that is opened first, such as the sign-in, leaves the cookie.
  const shown = useSyncExternalStore(rememberZone, browserZone, () => written);
  const value = useMemo(() => ({ zone: shown, nowMs: new Date(now).getTime() }), [shown, now]);
  return <ViewerClockContext.Provider value={value}>{children}</ViewerClockContext.Provider>;
}

const never = () => () => undefined;

function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

// Leaves the browser's zone where the server finds it with the next request.
function rememberZone() {
  const zone = browserZone();
  if (!document.cookie.includes(`${ZONE_COOKIE}=${encodeURIComponent(zone)}`)) {
    document.cookie = `${ZONE_COOKIE}=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax`;
  }
  return () => undefined;
}

/** The viewer's time zone (IANA name). */
export function useZone(): string {
  return useContext(ViewerClockContext).zone;
}

type Ticker = { subscribe: (listener: () => void) => () => void; read: () => number };

// One timer per rate for the whole page, however many times are shown; it rests while the tab is hidden.
function makeTicker(everyMs: number): Ticker {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | null = null;
  const tick = () => {
    if (document.visibilityState === "visible") for (const listener of listeners) listener();
  };
  const start = () => {
    timer = setInterval(tick, everyMs);
    document.addEventListener("visibilitychange", tick);
  };
  const stop = () => {
    if (timer !== null) clearInterval(timer);
    timer = null;
    document.removeEventListener("visibilitychange", tick);
  };
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      if (listeners.size === 1) start();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) stop();
      };
    },
    // Rounded, or React would see a new value at every look and never come to rest.
    read: () => Math.floor(Date.now() / everyMs) * everyMs,
  };
}

const tickers = { second: makeTicker(1_000), quarter: makeTicker(15_000), still: { subscribe: never, read: () => 0 } };

/** The common now: moves each second, every 15 s, or not at all after the page was written. */
export function useNow(pace: keyof typeof tickers = "quarter"): Date {
  const { nowMs } = useContext(ViewerClockContext);
  const ticker = tickers[pace];
  const ms = useSyncExternalStore(ticker.subscribe, pace === "still" ? () => nowMs : ticker.read, () => nowMs);
  return useMemo(() => new Date(ms), [ms]);
}
