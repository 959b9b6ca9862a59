import { resourceDetailQuery } from "@/lib/domain/resource-page";
import { readResource } from "@/lib/server/resources/detail";
import { route } from "@/lib/server/route";

export const GET = route("project:read", resourceDetailQuery, (query, actor) => readResource(actor, query));
