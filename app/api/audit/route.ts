import { auditQuery } from "@/lib/domain/audit";
import { auditPageOf } from "@/lib/server/audit-log/queries";
import { route } from "@/lib/server/route";

export const GET = route("project:read", auditQuery, (query, actor) => auditPageOf(actor, query));
