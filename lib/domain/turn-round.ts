import type { Successor } from "./failover";
import type { Selection } from "./plan";
import { NO_SETTINGS, type Mappings, type RecoverySettings } from "./recovery-settings";
import type { ResourceKind } from "./resource";

type Protected = { kind: ResourceKind; id: string; name: string };

/**
 * What a plan protects after a committed failover: the successors of what it named. A rule that finds them by what they
 * carry (metadata, tag, whole project) stays; one that names a thing of the old site becomes the list of successors.
 */
export function selectionAfter(selection: Selection, successors: readonly Successor[]): Selection {
  if (selection.by === "metadata" || selection.by === "tag" || selection.by === "project") return selection;
  const resources =
    selection.by === "fixed"
      ? selection.resources.flatMap((resource) => successorOf(resource, successors))
      : successors.flatMap((one): Protected[] =>
          one.kind === "OS::Nova::Server" ? [{ kind: one.kind, id: one.targetId, name: one.name }] : [],
        );
  return { by: "fixed", resources };
}

function successorOf(resource: Protected, successors: readonly Successor[]): Protected[] {
  const found = successors.find(({ kind, sourceId }) => kind === resource.kind && sourceId === resource.id);
  return found ? [{ ...resource, id: found.targetId }] : [];
}

/** The recovery settings for the way home: what was mapped there is mapped back, and servers are named by their successors. */
export function settingsAfter(settings: RecoverySettings, successors: readonly Successor[]): RecoverySettings {
  const newId = (id: string) => successors.find(({ sourceId }) => sourceId === id)?.targetId;
  return {
    ...settings,
    mappings: {
      ...NO_SETTINGS.mappings,
      volumeTypes: mirrored(settings.mappings.volumeTypes),
      zones: mirrored(settings.mappings.zones),
    },
    servers: settings.servers.flatMap((server) => {
      const serverId = newId(server.serverId);
      if (!serverId) return [];
      return [{ ...server, serverId, after: server.after.flatMap((id) => newId(id) ?? []) }];
    }),
  };
}

/** Names that stood for each other stand for each other the other way round, where that is one to one. */
function mirrored(names: Mappings["zones"]): Mappings["zones"] {
  const back = Object.entries(names).flatMap(([from, to]) => (to === null ? [] : [[to, from] as const]));
  const once = back.filter(([to]) => back.filter(([other]) => other === to).length === 1);
  return Object.fromEntries(once);
}
