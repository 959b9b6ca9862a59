import { recoveryQuery } from "@/lib/domain/recovery-list";
import { recoveryListOf } from "@/lib/server/failover/list";
import { route } from "@/lib/server/route";

export const GET = route("project:read", recoveryQuery, (query, actor) => recoveryListOf(actor, query));
