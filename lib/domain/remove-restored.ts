import type { RemoveRestoredInput } from "./restore-steps";
import type { PlannedStep } from "./run";

type Thing = RemoveRestoredInput["things"][number];

/** What must go before what: a thing that is used goes after its user. */
const ORDER: Record<string, { rank: number; word: string }> = {
  "OS::Cinder::Snapshot": { rank: 2, word: "snapshot" },
  "OS::Cinder::Backup": { rank: 2, word: "backup" },
  "OS::Nova::Server": { rank: 0, word: "server" },
  "OS::Neutron::FloatingIP": { rank: 0, word: "floating address" },
  "OS::Neutron::Port": { rank: 1, word: "port" },
  "OS::Cinder::Volume": { rank: 2, word: "volume" },
  "OS::Glance::Image": { rank: 3, word: "image" },
  "OS::Nova::ServerGroup": { rank: 4, word: "server group" },
  "OS::Nova::KeyPair": { rank: 5, word: "key pair" },
  "OS::Neutron::Router": { rank: 6, word: "router" },
  "OS::Neutron::Subnet": { rank: 7, word: "subnet" },
  "OS::Neutron::Network": { rank: 8, word: "network" },
  "OS::Neutron::SecurityGroup": { rank: 9, word: "security group" },
};

export const PROVE_KEY = "prove";

/** The things in the order in which they can go. */
export function removalOrder(things: Thing[]): Thing[] {
  return [...things].sort((a, b) => rankOf(a) - rankOf(b) || a.resourceId.localeCompare(b.resourceId));
}

export function removalKey({ kind, resourceId }: Thing): string {
  return `remove:${kind}:${resourceId}`;
}

/** One step a thing, and one that lists again to prove that nothing is left. */
export function planRemoval(things: Thing[]): PlannedStep[] {
  const steps = removalOrder(things).map((thing) => ({
    key: removalKey(thing),
    title: `Remove ${wordOf(thing.kind)} ${thing.name || thing.resourceId}`,
    expectedMs: 5_000,
  }));
  return [...steps, { key: PROVE_KEY, title: "List again: nothing is left", expectedMs: 2_000 }];
}

/** The word for a kind of thing, as it stands in a sentence. */
export function wordOf(kind: string): string {
  return ORDER[kind]?.word ?? kind;
}

function rankOf({ kind }: Thing): number {
  return ORDER[kind]?.rank ?? 0;
}
