import { planRef } from "@/lib/domain/plan-page";
import { readinessOf } from "@/lib/server/recovery-settings/readiness";
import { route } from "@/lib/server/route";

/** Whether the plan could come up at its recovery site now. */
export const GET = route("project:read", planRef, ({ planId }, actor) => readinessOf(actor, planId));
