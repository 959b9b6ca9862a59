import { retentionQuestion } from "@/lib/domain/plan-preview";
import { previewRetention, questionOf } from "@/lib/server/plans/preview";
import { route } from "@/lib/server/route";

export const GET = route("project:read", questionOf(retentionQuestion), async ({ question }) =>
  previewRetention(question),
);
