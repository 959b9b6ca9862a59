import { runQuery } from "@/lib/domain/run";
import { route } from "@/lib/server/route";
import { runPageOf } from "@/lib/server/runs/queries";

export const GET = route("project:read", runQuery, (query, actor) => runPageOf(actor, query));
