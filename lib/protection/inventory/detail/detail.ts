import type { ResourcePart } from "@/lib/domain/resource-page";
import type { Cloud } from "@/lib/openstack/cloud";
import type { ListedResource } from "../listing";

export type Detail = { resource: ListedResource; parts: ResourcePart[] };

/** Null when the project has no such thing. All calls go out side by side, so that it takes as long as the slowest of them. */
export type ReadDetail = (cloud: Cloud, id: string) => Promise<Detail | null>;

/** Names by id, for things that others only point at. */
export function nameMap(things: readonly { id: string; name: string | null }[]): Map<string, string> {
  return new Map(things.map(({ id, name }) => [id, name || id]));
}

/** `a, b`; undefined when there is nothing to say. */
export function joined(words: readonly (string | null | undefined)[]): string | undefined {
  const said = words.filter((word) => word);
  return said.length > 0 ? said.join(", ") : undefined;
}
