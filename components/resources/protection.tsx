import Link from "next/link";

import { Glyph } from "@/components/glyph";
import { newPlanHref } from "@/components/resources/resource-words";
import type { ResourceView } from "@/lib/domain/resource";

type ProtectionProps = { resource: ResourceView; canWrite: boolean };

/** Which plans protect it, or the one click to a plan that does. */
export function Protection({ resource, canWrite }: ProtectionProps) {
  if (resource.protectedBy.length === 0) return <NotProtected resource={resource} canWrite={canWrite} />;
  return (
    <span>
      Protected by{" "}
      {resource.protectedBy.map(({ planId, planName, through }, index) => (
        <span key={planId}>
          {index > 0 ? ", " : ""}
          <Link prefetch={false} href={`/plans/${planId}`} className="quiet-link">
            {planName}
          </Link>
          {through ? <span className="text-ink-3"> with {through}</span> : null}
        </span>
      ))}
    </span>
  );
}

function NotProtected({ resource, canWrite }: ProtectionProps) {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <span className="inline-flex items-center gap-1.5 whitespace-nowrap text-risk">
        <Glyph shape="unknown" className="size-2.5" />
        Not protected
      </span>
      {canWrite ? (
        <Link
          prefetch={false}
          href={newPlanHref(resource.siteId, [resource])}
          aria-label={`Protect ${resource.name}`}
          className="quiet-link"
        >
          Protect
        </Link>
      ) : null}
    </span>
  );
}
