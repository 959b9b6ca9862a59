import { auditSearch } from "@/components/audit/audit-address";
import { Button } from "@/components/ui/button";
import type { AuditQuery } from "@/lib/domain/audit";

/** All records that fit the filter, not only those on this page. The export is itself recorded. */
export function ExportLinks({ filter }: { filter: Omit<AuditQuery, "marker" | "limit"> }) {
  const href = (format: "csv" | "json") =>
    `/api/audit/export?${auditSearch(filter)}&format=${format}`.replace("?&", "?");
  return (
    <>
      <Button asChild>
        <a href={href("csv")} download>
          Export as CSV
        </a>
      </Button>
      <Button asChild>
        <a href={href("json")} download>
          Export as JSON
        </a>
      </Button>
    </>
  );
}
