import { holdingQuery } from "@/lib/domain/resource-page";
import { holdingOf } from "@/lib/server/resources/detail";
import { route } from "@/lib/server/route";

export const GET = route("project:read", holdingQuery, (query, actor) => holdingOf(actor, query));
