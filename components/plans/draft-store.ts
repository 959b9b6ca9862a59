import type { PlanDraft } from "@/components/plans/plan-draft";

/** Half-filled forms stay in the tab: a reload, or signing in again, loses nothing. User data never goes there. */
const PREFIX = "breakwater-plan-draft:";

export function readDraft(key: string): PlanDraft | null {
  try {
    const text = sessionStorage.getItem(PREFIX + key);
    // Written by writeDraft below and judged by the form's schema before it is sent.
    return text === null ? null : (JSON.parse(text) as PlanDraft);
  } catch (error) {
    // A browser may forbid storage, and an older version may have written what no longer parses: begin afresh.
    if (error instanceof DOMException || error instanceof SyntaxError) return null;
    throw error;
  }
}

export function writeDraft(key: string, draft: PlanDraft): void {
  try {
    sessionStorage.setItem(PREFIX + key, JSON.stringify({ ...draft, userData: {} }));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

export function forgetDraft(key: string): void {
  try {
    sessionStorage.removeItem(PREFIX + key);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
