import { countOf } from "./format";
import type { Mappings, ServerRecovery } from "./recovery-settings";

const FIELD_WORDS: Record<keyof Mappings, string> = {
  networks: "network",
  flavors: "flavor",
  volumeTypes: "volume type",
  zones: "zone",
  keyPairs: "key pair",
  floating: "external network",
};

/** What was set by hand, in a sentence: "zone nova → any". */
export function mappingsWords(mappings: Mappings): string {
  const set = [
    ...Object.entries(mappings.networks).map(([key, to]) =>
      words("networks", key, to.to === "rebuild" ? "rebuilt" : to.name),
    ),
    ...Object.entries(mappings.floating).map(([key, to]) =>
      words("floating", key, to.to === "none" ? "none" : to.name),
    ),
    ...Object.entries(mappings.flavors).map(([key, { name }]) => words("flavors", key, name)),
    ...Object.entries(mappings.volumeTypes).map(([key, name]) => words("volumeTypes", key, name ?? "the default")),
    ...Object.entries(mappings.zones).map(([key, name]) => words("zones", key, name ?? "any")),
    ...Object.entries(mappings.keyPairs).map(([key, name]) => words("keyPairs", key, name ?? "none")),
  ];
  return set.length === 0 ? "all as proposed" : set.join("; ");
}

function words(field: keyof Mappings, key: string, to: string): string {
  return `${FIELD_WORDS[field]} ${key} → ${to}`;
}

/** What is set for the servers that do not simply come up at once. */
export function orderWords(servers: readonly ServerRecovery[]): string {
  const names = new Map(servers.map(({ serverId, name }) => [serverId, name]));
  const told = servers.flatMap(({ name, after, critical, gates }) => {
    const parts = [
      ...(after.length > 0 ? [`after ${after.map((id) => names.get(id) ?? id).join(" and ")}`] : []),
      ...(critical ? [] : ["optional"]),
      ...(gates.length > 0 ? [countOf(gates.length, "gate")] : []),
    ];
    return parts.length > 0 ? [`${name} ${parts.join(", ")}`] : [];
  });
  return told.length === 0 ? "all at once" : told.join("; ");
}
