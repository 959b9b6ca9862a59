import type { ResourceView } from "@/lib/domain/resource";
import type { Cloud } from "@/lib/openstack/cloud";

export type InventoryQuery = { search: string; marker: string | null; limit: number };

/** A resource as the cloud tells it; which plans protect it is known elsewhere. */
export type ListedResource = Omit<ResourceView, "protectedBy">;

export type InventoryPage = { rows: ListedResource[]; nextMarker: string | null; total: number | null };

/** One page of a kind. All calls it needs go out side by side; one that fails fails the listing. */
export type ListInventory = (cloud: Cloud, query: InventoryQuery) => Promise<InventoryPage>;

/** Facts without a value are left out. */
export function facts(pairs: Record<string, string | null | undefined>): ListedResource["facts"] {
  return Object.entries(pairs).flatMap(([label, value]) => (value ? [{ label, value }] : []));
}

/** What a name-less thing is called: OpenStack allows empty names. */
export function named(name: string | null | undefined, id: string): string {
  return name || id;
}
