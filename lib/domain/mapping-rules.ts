import { matchFlavor } from "./flavor-match";
import type { Mapped, MappingFacts, Resolution, ZoneTarget } from "./mapping-proposal";
import type { CheckResult } from "./restore";

/** What a rule finds for one key; `gap` says why a person has to choose. */
export type Finding<T> = Pick<Mapped<T>, "target" | "how"> & {
  note?: string;
  gap?: Omit<CheckResult, "key" | "verdict">;
};
export type Use = { key: string; name: string; user: string };

/** One entry per key, however many things need it. */
export function resolveEach<T>(kind: string, uses: Use[], find: (use: Use) => Finding<T>): Resolution<T> {
  const entries: Mapped<T>[] = [];
  const gaps: CheckResult[] = [];
  for (const use of new Map(uses.map((each) => [each.key, each])).values()) {
    const { gap, note = null, ...found } = find(use);
    const usedBy = [...new Set(uses.filter((each) => each.key === use.key).map((each) => each.user))];
    entries.push({ key: use.key, name: use.name, usedBy: usedBy.filter(Boolean), note, ...found });
    if (gap) gaps.push({ key: `${kind}:${use.key}`, verdict: "blocked", ...gap });
  }
  return { entries, gaps };
}

const named = (name: string, user: string): Use => ({ key: name, name, user });

export function resolveFlavors({ source, settings, options, targetSiteName }: MappingFacts) {
  const uses = source.servers.map((server) => named(server.flavor.name, server.name));
  return resolveEach<{ id: string; name: string } | null>("flavor", uses, ({ key }) => {
    const servers = source.servers.filter((server) => server.flavor.name === key);
    const set = settings.mappings.flavors[key];
    const chosen = set && options.flavors.find((flavor) => flavor.id === set.id);
    if (chosen) return { target: { id: chosen.id, name: chosen.name }, how: "set" };
    const gap = {
      title: `Flavor ${key}`,
      remedy: `Choose a flavor of ${targetSiteName}, or ask its administrator for one.`,
    };
    if (set)
      return missing({ ...gap, detail: `${set.name}, which is set for it, does not exist at ${targetSiteName}.` });
    // Flavors of one name may differ in size: the largest decides.
    const [largest] = servers.map((server) => server.flavor).sort((a, b) => b.ramMiB - a.ramMiB || b.vcpus - a.vcpus);
    const match = largest ? matchFlavor(largest, options.flavors) : null;
    if (!largest || !match)
      return missing({ ...gap, detail: `${targetSiteName} has no flavor that is as large as this one.` });
    const size = `${match.flavor.vcpus} cores, ${match.flavor.ramMiB} MiB`;
    return {
      target: { id: match.flavor.id, name: match.flavor.name },
      how: match.how,
      ...(match.how === "nearest size"
        ? { note: `${size} instead of ${largest.vcpus} cores, ${largest.ramMiB} MiB.` }
        : {}),
    };
  });
}

export function resolveVolumeTypes({
  source,
  settings,
  options,
  targetSiteName,
}: MappingFacts): Resolution<string | null> {
  const names = new Set(options.volumeTypes.map((type) => type.name));
  const uses = source.volumes.flatMap((volume) => (volume.volumeType ? [named(volume.volumeType, volume.name)] : []));
  return resolveEach<string | null>("volume-type", uses, ({ key }) => {
    const set = settings.mappings.volumeTypes[key];
    if (set === null) return { target: null, how: "set" };
    if (set !== undefined && names.has(set)) return { target: set, how: "set" };
    if (set !== undefined)
      return missing({
        title: `Volume type ${key}`,
        detail: `${set}, which is set for it, does not exist at ${targetSiteName}.`,
        remedy: "Choose another one, or its default.",
      });
    if (names.has(key)) return { target: key, how: "same name" };
    return {
      target: null,
      how: "default",
      note: `${targetSiteName} has no type of this name: its default may be slower.`,
    };
  });
}

export function resolveZones({ source, settings, options, targetSiteName }: MappingFacts): Resolution<ZoneTarget> {
  const ofServers = source.servers.flatMap((server) => (server.zone ? [named(server.zone, server.name)] : []));
  const ofVolumes = source.volumes.flatMap((volume) => (volume.zone ? [named(volume.zone, volume.name)] : []));
  const inZones = (name: string): ZoneTarget => ({
    compute: options.zones.compute.includes(name) ? name : null,
    volume: options.zones.volume.includes(name) ? name : null,
  });
  return resolveEach<ZoneTarget>("zone", [...ofServers, ...ofVolumes], ({ key }) => {
    const any: ZoneTarget = { compute: null, volume: null };
    const set = settings.mappings.zones[key];
    if (set === null) return { target: any, how: "set" };
    const target = inZones(set ?? key);
    if (target.compute !== null || target.volume !== null)
      return { target, how: set === undefined ? "same name" : "set" };
    if (set === undefined) return { target: any, how: "default" };
    return {
      ...missing<ZoneTarget | null>({
        title: `Zone ${key}`,
        detail: `${set}, which is set for it, does not exist at ${targetSiteName}.`,
        remedy: "Choose another one, or let the site choose.",
      }),
      target: any,
    };
  });
}

export function resolveKeyPairs({
  source,
  settings,
  options,
  targetSiteName,
}: MappingFacts): Resolution<string | null> {
  const uses = source.servers.flatMap((server) => (server.keyName ? [named(server.keyName, server.name)] : []));
  return resolveEach<string | null>("key", uses, ({ key }) => {
    const set = settings.mappings.keyPairs[key];
    if (set === null) return { target: null, how: "set" };
    const wanted = set ?? key;
    if (options.keyPairs.includes(wanted)) return { target: wanted, how: set === undefined ? "same name" : "set" };
    const importable = wanted === key && source.servers.some((one) => one.keyName === key && one.keyImportable);
    if (importable) return { target: key, how: "imported" };
    return missing({
      title: `Key pair ${key}`,
      detail: `${wanted} is not at ${targetSiteName}, and no public key of it was kept.`,
      remedy: "Choose another one, or start the servers without one.",
    });
  });
}

export function missing<T>(gap: Omit<CheckResult, "key" | "verdict">): Finding<T | null> {
  return { target: null, how: "missing", gap };
}
