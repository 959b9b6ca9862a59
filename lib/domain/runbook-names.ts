import type { Manifest } from "./manifest";
import type { SavedNetwork, SavedResource, SavedServer } from "./manifest-resources";
import type { Mapped } from "./mapping-proposal";
import type { RunbookFacts } from "./runbook-facts";

/** The shell's variable for each thing that the runbook makes. */
export type Names = {
  volume: Map<string, string>;
  network: Map<string, string>;
  subnet: Map<string, string>;
  router: Map<string, string>;
  group: Map<string, string>;
  port: Map<string, string>;
  server: Map<string, string>;
  serverGroup: Map<string, string>;
};

export function namesOf({ manifest }: RunbookFacts): Names {
  const networks = networksOf(manifest);
  const servers = serversOf(manifest);
  return {
    volume: numbered(
      "VOLUME",
      volumesOf(manifest).map(({ ref }) => ref.id),
    ),
    network: numbered(
      "NETWORK",
      networks.map(({ ref }) => ref.id),
    ),
    subnet: numbered(
      "SUBNET",
      networks.flatMap(({ subnets }) => subnets.map(({ id }) => id)),
    ),
    router: numbered(
      "ROUTER",
      networks.flatMap(({ routers }) => routers.map(({ id }) => id)),
    ),
    group: numbered(
      "GROUP",
      manifest.securityGroups.map(({ id }) => id),
    ),
    port: numbered(
      "PORT",
      servers.flatMap(({ ports }) => ports.map(({ id }) => id)),
    ),
    server: numbered(
      "SERVER",
      servers.map(({ ref }) => ref.id),
    ),
    serverGroup: numbered(
      "SERVER_GROUP",
      servers.flatMap(({ serverGroup }) => serverGroup?.id ?? []),
    ),
  };
}

function numbered(word: string, ids: string[]): Map<string, string> {
  return new Map([...new Set(ids)].map((id, index) => [id, `${word}_${index + 1}`]));
}

const ofKind =
  <K extends SavedResource["kind"]>(kind: K) =>
  ({ resources }: Manifest) =>
    // The union is told apart by `kind`, which is what is compared.
    resources.filter((resource): resource is Extract<SavedResource, { kind: K }> => resource.kind === kind);

export const serversOf = ofKind("OS::Nova::Server");
export const volumesOf = ofKind("OS::Cinder::Volume");
export const networksOf = ofKind("OS::Neutron::Network");

/** The networks that the runbook makes; the others are there, or nothing stands for them. */
export function rebuiltNetworks({ manifest, resolved }: RunbookFacts): SavedNetwork[] {
  return networksOf(manifest).filter(({ ref }) => mappedTo(resolved.networks, ref.id)?.to === "rebuild");
}

export function serverById({ manifest }: RunbookFacts, id: string): SavedServer | null {
  return serversOf(manifest).find(({ ref }) => ref.id === id) ?? null;
}

export function mappedTo<T>(entries: readonly Mapped<T>[], key: string): T | null {
  return entries.find((entry) => entry.key === key)?.target ?? null;
}
