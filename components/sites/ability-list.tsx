import { Glyph } from "@/components/glyph";
import type { SiteDetail } from "@/lib/domain/site";

/** What the service account may do, and what Breakwater cannot do where it may not. */
export function AbilityList({ site }: { site: Pick<SiteDetail, "abilities" | "serviceAccount"> }) {
  if (!site.serviceAccount) {
    return (
      <p className="max-w-prose text-ink-2">
        The site has no service account. Checkpoints are taken and restored here all the same; bringing them to another
        site needs one, because Cinder lets only administrators export and import backup records.
      </p>
    );
  }
  if (site.abilities.length === 0) return <p className="text-ink-2">Not asked yet. Test the site to find out.</p>;
  return (
    <ul className="divide-y divide-line-soft border-y border-line-soft">
      {site.abilities.map(({ name, allowed, detail }) => (
        <li key={name} className="grid grid-cols-[1rem_minmax(0,1fr)] gap-x-2 py-1.5">
          <Glyph
            shape={allowed ? "complete" : "failed"}
            label={allowed ? "allowed" : "not allowed"}
            className={allowed ? "mt-1 size-2.5 text-kept" : "mt-1 size-2.5 text-breach"}
          />
          <span>
            {name}
            {detail ? <span className="block text-xs text-ink-2">{detail}</span> : null}
          </span>
        </li>
      ))}
    </ul>
  );
}
