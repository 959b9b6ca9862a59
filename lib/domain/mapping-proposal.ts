import { resolveFlavors, resolveKeyPairs, resolveVolumeTypes, resolveZones } from "./mapping-rules";
import { resolveFloating, resolveNetworks } from "./mapping-rules-networks";
import type { NetworkTarget, RecoverySettings } from "./recovery-settings";
import type { CheckResult, RestoreOptions } from "./restore";
import type { RestoreSource } from "./restore-source";

/** How it was found what stands for a thing of the source; `missing` is a gap. */
export type MappingHow =
  "set" | "same id" | "same name" | "nearest size" | "rebuilt" | "imported" | "the only one" | "default" | "missing";

/** What a name or id of the source becomes at the recovery site. */
export type Mapped<T> = {
  /** Under which it is set in the plan's mappings. */
  key: string;
  /** As it is called at the source. */
  name: string;
  /** Names of what needs it. */
  usedBy: string[];
  target: T;
  how: MappingHow;
  /** What is not as at the source, where that matters. */
  note: string | null;
};

export type ZoneTarget = { compute: string | null; volume: string | null };

export type ResolvedMappings = {
  targetSiteName: string;
  /** Null: no network stands for it, and a server gets no port there. */
  networks: Mapped<NetworkTarget | null>[];
  flavors: Mapped<{ id: string; name: string } | null>[];
  /** Null: the target's default. */
  volumeTypes: Mapped<string | null>[];
  /** Null: the target chooses. */
  zones: Mapped<ZoneTarget>[];
  /** Null: the server starts without one. */
  keyPairs: Mapped<string | null>[];
  /** The external network of the target; null: no floating addresses. */
  floating: Mapped<{ networkId: string; name: string } | null>[];
};

export type MappingFacts = {
  source: RestoreSource;
  settings: RecoverySettings;
  /** What the recovery site offers. */
  options: RestoreOptions;
  targetSiteName: string;
};

/** What one kind of mapping comes to, and what of it must be set by a person. */
export type Resolution<T> = { entries: Mapped<T>[]; gaps: CheckResult[] };

/** What each name and id of the source becomes at the recovery site: as it is set, else as near to the source as the site allows. */
export function resolveMappings(facts: MappingFacts): { resolved: ResolvedMappings; gaps: CheckResult[] } {
  const networks = resolveNetworks(facts);
  const flavors = resolveFlavors(facts);
  const volumeTypes = resolveVolumeTypes(facts);
  const zones = resolveZones(facts);
  const keyPairs = resolveKeyPairs(facts);
  const floating = resolveFloating(facts, networks.entries);
  return {
    resolved: {
      targetSiteName: facts.targetSiteName,
      networks: networks.entries,
      flavors: flavors.entries,
      volumeTypes: volumeTypes.entries,
      zones: zones.entries,
      keyPairs: keyPairs.entries,
      floating: floating.entries,
    },
    gaps: [networks, flavors, volumeTypes, zones, keyPairs, floating].flatMap(({ gaps }) => gaps),
  };
}
