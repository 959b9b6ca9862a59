import { planRef } from "@/lib/domain/plan-page";
import { bankOf } from "@/lib/server/bank/queries";
import { route } from "@/lib/server/route";

export const GET = route("project:read", planRef, ({ planId }, actor) => bankOf(actor, planId));
