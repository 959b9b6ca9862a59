import { auditQuery, type AuditQuery } from "@/lib/domain/audit";

/** What is asked for and where in it one stands, as the address has it. */
export type AuditAddress = { filter: Omit<AuditQuery, "marker" | "limit">; trail: readonly string[] };

type Raw = Record<string, string | string[] | undefined>;
const { shape } = auditQuery;

/** What cannot be read is as if it were not there. */
export function readAuditAddress(raw: Raw): AuditAddress {
  const one = (name: string) => [raw[name] ?? []].flat()[0] || undefined;
  return {
    filter: {
      search: shape.search.catch("").parse(one("search")),
      action: shape.action.catch(null).parse(one("action")),
      objectId: shape.objectId.catch(null).parse(one("object")),
      result: shape.result.catch(null).parse(one("result")),
      from: shape.from.catch(null).parse(one("from")),
      to: shape.to.catch(null).parse(one("to")),
    },
    trail: [raw.after ?? []].flat().filter((marker) => /^\d{1,18}$/.test(marker)),
  };
}

export function auditHref({ filter, trail }: AuditAddress): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(filter))
    if (value) params.set(name === "objectId" ? "object" : name, value);
  for (const marker of trail) params.append("after", marker);
  const text = params.toString();
  return text ? `/audit?${text}` : "/audit";
}

export function auditQueryOf({ filter, trail }: AuditAddress): AuditQuery {
  return auditQuery.parse({ ...filter, marker: trail.at(-1) ?? null });
}

/** The same question for one of our doors. */
export function auditSearch(query: Partial<AuditQuery>): string {
  return new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => (value === null || value === "" ? [] : [[name, String(value)]])),
  ).toString();
}

export function isNarrowed({ filter }: AuditAddress): boolean {
  return Object.values(filter).some((value) => value !== null && value !== "");
}
