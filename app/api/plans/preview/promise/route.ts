import { promiseQuestion } from "@/lib/domain/plan-preview";
import { previewPromise, questionOf } from "@/lib/server/plans/preview";
import { route } from "@/lib/server/route";

export const GET = route("project:read", questionOf(promiseQuestion), ({ question }, actor) =>
  previewPromise(actor, question),
);
