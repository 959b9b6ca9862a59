import { planRef } from "@/lib/domain/plan-page";
import { planOf } from "@/lib/server/plans/queries";
import { route } from "@/lib/server/route";

export const GET = route("project:read", planRef, ({ planId }, actor) => planOf(actor, planId));
