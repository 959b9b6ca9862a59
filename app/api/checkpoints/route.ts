import { checkpointQuery } from "@/lib/domain/checkpoint-page";
import { checkpointPageOf } from "@/lib/server/checkpoints/queries";
import { route } from "@/lib/server/route";

export const GET = route("project:read", checkpointQuery, (query, actor) => checkpointPageOf(actor, query));
