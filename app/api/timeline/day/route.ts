import { timelineDayQuery } from "@/lib/domain/timeline";
import { timelineDayOf } from "@/lib/server/checkpoints/timeline";
import { route } from "@/lib/server/route";

export const GET = route("project:read", timelineDayQuery, (query, actor) => timelineDayOf(actor, query));
