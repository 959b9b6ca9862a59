import Link from "next/link";

import { plural } from "@/lib/domain/format";
import { None } from "@/components/quantity";
import { DEPENDENCY_WORDS, resourceHref } from "@/components/resources/resource-words";
import { resourceKind, type Dependency, type ResourceView } from "@/lib/domain/resource";

type Group = { kind: Dependency["kind"]; of: Dependency[] };

const MOST = 3;

/** What a resource stands on, in words: "volumes web-data, web-log; network private". */
export function StandsOn({ resource }: { resource: ResourceView }) {
  const groups = grouped(resource.dependsOn);
  if (groups.length === 0) return <None label="nothing else" />;
  return (
    <span className="text-ink-2">
      {groups.map(({ kind, of }, index) => (
        <span key={kind}>
          {index > 0 ? "; " : ""}
          <span className="text-ink-3">
            {plural(of.length, DEPENDENCY_WORDS[kind].one, DEPENDENCY_WORDS[kind].many)}
          </span>{" "}
          {of.slice(0, MOST).map((each, place) => (
            <span key={`${each.id}/${each.note ?? ""}`}>
              {place > 0 ? ", " : ""}
              <One dependency={each} siteId={resource.siteId} />
            </span>
          ))}
          {of.length > MOST ? ` and ${of.length - MOST} more` : ""}
        </span>
      ))}
    </span>
  );
}

function One({ dependency, siteId }: { dependency: Dependency; siteId: string }) {
  const { id, name, note } = dependency;
  const kind = resourceKind.safeParse(dependency.kind);
  const suffix = note ? <span className="figures text-ink-3"> {note}</span> : null;
  // A server's row knows networks by name alone, and public images are the cloud's own.
  const linked =
    kind.success && id !== name && kind.data !== "OS::Glance::Image" && kind.data !== "OS::Neutron::Network";
  if (!linked)
    return (
      <span className="break-words">
        {name}
        {suffix}
      </span>
    );
  return (
    <>
      <Link prefetch={false} href={resourceHref({ kind: kind.data, id, siteId })} className="quiet-link">
        {name}
      </Link>
      {suffix}
    </>
  );
}

function grouped(dependencies: readonly Dependency[]): Group[] {
  const kinds = [...new Set(dependencies.map(({ kind }) => kind))];
  return kinds.map((kind) => ({ kind, of: dependencies.filter((each) => each.kind === kind) }));
}
