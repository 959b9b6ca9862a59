import { scheduleQuestion } from "@/lib/domain/plan-preview";
import { previewSchedule, questionOf } from "@/lib/server/plans/preview";
import { route } from "@/lib/server/route";

export const GET = route("project:read", questionOf(scheduleQuestion), async ({ question }) =>
  previewSchedule(question),
);
