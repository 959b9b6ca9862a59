import { timelineYearQuery } from "@/lib/domain/timeline";
import { timelineYearOf } from "@/lib/server/checkpoints/timeline";
import { route } from "@/lib/server/route";

export const GET = route("project:read", timelineYearQuery, (query, actor) => timelineYearOf(actor, query));
