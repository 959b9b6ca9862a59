import { restoreInput, type RestoreInput } from "@/lib/domain/restore";

/** The choices made so far stay in the tab: a reload, or signing in again, loses nothing. Only for the selection they were made for. */
const PREFIX = "breakwater-restore-draft:";
type Kept = { selection: string; input: RestoreInput };

export function readDraft(checkpointId: string): Kept | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(PREFIX + checkpointId) ?? "null");
    if (
      typeof kept !== "object" ||
      kept === null ||
      !("selection" in kept) ||
      !("input" in kept) ||
      typeof kept.selection !== "string"
    )
      return null;
    const input = restoreInput.safeParse(kept.input);
    return input.success ? { selection: kept.selection, input: input.data } : null;
  } catch (error) {
    if (error instanceof DOMException || error instanceof SyntaxError) return null;
    throw error;
  }
}

export function writeDraft(checkpointId: string, kept: Kept | null): void {
  try {
    if (kept === null) sessionStorage.removeItem(PREFIX + checkpointId);
    else sessionStorage.setItem(PREFIX + checkpointId, JSON.stringify(kept));
  } catch (error) {
    // A browser may forbid storage: the form then simply begins afresh after a reload.
    if (!(error instanceof DOMException)) throw error;
  }
}
