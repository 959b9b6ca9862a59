import { resourceQuery } from "@/lib/domain/resource";
import { listResources } from "@/lib/server/resources/queries";
import { route } from "@/lib/server/route";

export const GET = route("project:read", resourceQuery, (query, actor) => listResources(actor, query));
