import type { SavedResource } from "@/lib/domain/manifest-resources";
import type { Dependency, ResourceRef } from "@/lib/domain/resource";
import type { Cloud } from "@/lib/openstack/cloud";
import type { Image } from "@/lib/openstack/glance/schemas";
import type { Flavor } from "@/lib/openstack/nova/schemas";
import type { Surroundings } from "./surroundings";

/** One thing that a checkpoint holds, and what must be there before it can come back. */
export type Node = ResourceRef & { sizeGiB: number | null; dependsOn: Dependency[] };

/** `userData`: server id → plain text, for clouds that do not let it be read back. */
export type Describing = { cloud: Cloud; around: Surroundings; flavors: Flavor[]; userData: Record<string, string> };

/** All we know of protecting one kind of resource, but for its bytes, which are the provider's. */
export type Kind = {
  /** Those of the project, from which rules choose. `images` are apart, because few rules ask for them. */
  refs: (around: Surroundings, images: Image[]) => ResourceRef[];
  /** The member itself, and all that it stands on and that has to come back with it. */
  nodes: (member: ResourceRef, around: Surroundings) => Node[];
  /** What a faithful rebuild needs; null when it has just gone. */
  describe: (context: Describing, node: Node) => Promise<SavedResource | null>;
};

/** What is remembered of every kind, before anything is known of its copies. */
export function remembered({ kind: _kind, id, name, dependsOn }: Node) {
  return { capturedAt: null, consistency: null, dependsOn, copies: [], ref: { kind: _kind, id, name } };
}

export const named = ({ id, name }: { id: string; name: string | null }) => ({ id, name: name || id });
