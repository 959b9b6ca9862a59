import { formatNoun } from "@/lib/domain/format";
import { None } from "@/components/quantity";
import { auditDiff, type AuditChange } from "@/lib/domain/audit-diff";
import type { AuditView } from "@/lib/domain/audit";

const AT_ONCE = 2;

/** Before and after, value by value; many stay folded until they are asked for. */
export function AuditChanges({ before, after, name }: Pick<AuditView, "before" | "after"> & { name: string }) {
  const changes = auditDiff(before, after);
  if (changes.length === 0) return <None label="no value changed" />;
  if (changes.length <= AT_ONCE) return <Changes changes={changes} />;
  return (
    <details>
      <summary
        className="quiet-link inline-flex min-h-6 cursor-pointer items-center"
        aria-label={`${changes.length} values of ${name}`}
      >
        {formatNoun(changes.length, "value")}
      </summary>
      <Changes changes={changes} />
    </details>
  );
}

function Changes({ changes }: { changes: readonly AuditChange[] }) {
  return (
    <dl className="grid gap-y-0.5 text-xs">
      {changes.map(({ path, before, after }) => (
        <div key={path} className="flex flex-wrap gap-x-2">
          <dt className="text-ink-3">{path}</dt>
          <dd className="min-w-0 break-all">
            {before === null ? null : (
              <>
                <del className="text-ink-3">{before}</del>
                <span aria-hidden className="px-1 text-ink-3">
                  →
                </span>
              </>
            )}
            {after === null ? <span className="text-ink-3">removed</span> : <ins className="no-underline">{after}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
