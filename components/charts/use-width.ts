"use client";

import { useCallback, useState } from "react";

/** The measured width in px of the element that gets `ref`; `initial` until the browser has laid it out. */
export function useWidth<Element extends HTMLElement>(initial: number) {
  const [width, setWidth] = useState(initial);
  const ref = useCallback((element: Element | null) => {
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.max(1, Math.round(entry.contentRect.width)));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}
