import { planHistoryQuery } from "@/lib/domain/plan-page";
import { planHistoryOf } from "@/lib/server/plans/queries";
import { route } from "@/lib/server/route";

export const GET = route("project:read", planHistoryQuery, ({ planId, marker }, actor) =>
  planHistoryOf(actor, planId, marker),
);
