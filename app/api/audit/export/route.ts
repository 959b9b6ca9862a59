import { auditExportQuery } from "@/lib/domain/audit";
import { exportAudit } from "@/lib/server/audit-log/export";
import { route } from "@/lib/server/route";

export const GET = route("project:read", auditExportQuery, (query, actor) => exportAudit(actor, query));
