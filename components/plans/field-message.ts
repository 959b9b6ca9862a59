import { get, type FieldErrors } from "react-hook-form";
import type { PlanDraft } from "@/components/plans/plan-draft";

/** The message at a path of the form's errors, such as "selection.key", wherever in the tree it stands. */
export function messageAt(errors: FieldErrors<PlanDraft>, path: string): string | undefined {
  const found: unknown = get(errors, path);
  if (typeof found !== "object" || found === null) return undefined;
  if ("message" in found && typeof found.message === "string" && found.message !== "") return found.message;
  if ("root" in found && typeof found.root === "object" && found.root !== null && "message" in found.root) {
    return typeof found.root.message === "string" ? found.root.message : undefined;
  }
  return undefined;
}
