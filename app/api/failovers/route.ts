import { z } from "zod";
import { openFailoversOf } from "@/lib/server/failover/open";
import { route } from "@/lib/server/route";

export const GET = route("project:read", z.object({}), (_query, actor) => openFailoversOf(actor));
