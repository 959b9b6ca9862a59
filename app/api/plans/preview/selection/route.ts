import { selectionQuestion } from "@/lib/domain/plan-preview";
import { previewSelection, questionOf } from "@/lib/server/plans/preview";
import { route } from "@/lib/server/route";

export const GET = route("project:read", questionOf(selectionQuestion), ({ question }, actor) =>
  previewSelection(actor, question),
);
