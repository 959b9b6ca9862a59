import type { ResourceKind } from "@/lib/domain/resource";
import { KIND_SLUGS, kindOfSlug } from "@/lib/domain/resource-page";

/** Where one stands in the list, as its address has it. The trail leads back through pages that only know their next. */
export type ListAddress = { siteId: string; kind: ResourceKind; search: string; trail: readonly string[] };

type Raw = {
  site?: string | string[];
  kind?: string | string[];
  search?: string | string[];
  after?: string | string[];
};

/** What cannot be read is as if it were not there. */
export function readAddress({ site, kind, search, after }: Raw, siteIds: readonly string[]): ListAddress {
  const wanted = first(site);
  return {
    siteId: siteIds.find((id) => id === wanted) ?? siteIds[0] ?? "",
    kind: kindOfSlug(first(kind)) ?? "OS::Nova::Server",
    search: first(search).slice(0, 255),
    trail: [after ?? []].flat().filter((marker) => marker !== "" && marker.length <= 64),
  };
}

export function hrefOf({ siteId, kind, search, trail }: ListAddress): string {
  const params = new URLSearchParams({ kind: KIND_SLUGS[kind], site: siteId, ...(search ? { search } : {}) });
  for (const marker of trail) params.append("after", marker);
  return `/resources?${params}`;
}

function first(value: string | string[] | undefined): string {
  return [value ?? ""].flat()[0] ?? "";
}
