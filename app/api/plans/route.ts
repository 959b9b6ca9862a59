import { planQuery } from "@/lib/domain/plan-page";
import { plansOf } from "@/lib/server/plans/queries";
import { route } from "@/lib/server/route";

export const GET = route("project:read", planQuery, (query, actor) => plansOf(actor, query));
