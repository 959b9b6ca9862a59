import { timelinePointsQuery } from "@/lib/domain/timeline";
import { timelinePointsOf } from "@/lib/server/checkpoints/timeline";
import { route } from "@/lib/server/route";

export const GET = route("project:read", timelinePointsQuery, (query, actor) => timelinePointsOf(actor, query));
