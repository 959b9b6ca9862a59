import { choiceQuestion } from "@/lib/domain/plan-preview";
import { previewChoices, questionOf } from "@/lib/server/plans/preview";
import { route } from "@/lib/server/route";

export const GET = route("project:read", questionOf(choiceQuestion), ({ question }, actor) =>
  previewChoices(actor, question),
);
