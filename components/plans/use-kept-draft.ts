"use client";

import { useState, useSyncExternalStore } from "react";
import { readDraft } from "@/components/plans/draft-store";
import type { PlanDraft } from "@/components/plans/plan-draft";

const never = () => () => undefined;

/** The half-filled form that this tab still has, as it was when the page opened; null on the server and in a fresh tab. */
export function useKeptDraft(key: string): PlanDraft | null {
  const [read] = useState(() => once(() => readDraft(key)));
  return useSyncExternalStore(never, read, () => null);
}

// React asks again and again, and wants the same answer.
function once<T>(work: () => T): () => T {
  let known: { value: T } | null = null;
  return () => (known ??= { value: work() }).value;
}
