import type { ResourceRef } from "@/lib/domain/resource";
import type { Node } from "./kind";
import { kinds } from "./kinds";
import type { Surroundings } from "./surroundings";

/** The members, and all that they stand on and that has to come back with them; each once. */
export function dependencyGraph(members: ResourceRef[], around: Surroundings): Node[] {
  const nodes = members.flatMap((member) => kinds[member.kind].nodes(member, around));
  return [...new Map(nodes.map((node) => [`${node.kind}/${node.id}`, node])).values()];
}
