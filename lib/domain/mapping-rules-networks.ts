import type { Mapped, MappingFacts, Resolution } from "./mapping-proposal";
import { missing, resolveEach, type Finding, type Use } from "./mapping-rules";
import type { NetworkTarget } from "./recovery-settings";
import type { SourceNetwork } from "./restore-source";

/** Every network of the checkpoint, and those that its servers have a port in. */
export function resolveNetworks(facts: MappingFacts): Resolution<NetworkTarget | null> {
  const ofServers = facts.source.servers.flatMap((server) =>
    server.networks.map(({ id, name }): Use => ({ key: id, name, user: server.name })),
  );
  const captured = facts.source.networks.map(({ networkId, name }): Use => ({ key: networkId, name, user: "" }));
  return resolveEach<NetworkTarget | null>("network", [...captured, ...ofServers], (use) =>
    facts.settings.mappings.networks[use.key] ? setNetwork(use, facts) : proposedNetwork(use, facts),
  );
}

function setNetwork({ key, name }: Use, { settings, source, options, targetSiteName }: MappingFacts) {
  const set = settings.mappings.networks[key];
  const title = `Network ${name}`;
  if (set?.to === "existing") {
    const found = options.networks.find((network) => network.id === set.networkId);
    if (found) return existing(found, "set");
    return missing<NetworkTarget>({
      title,
      detail: `${set.name}, which is set for it, does not exist at ${targetSiteName}.`,
      remedy: "Choose another one, or have it rebuilt.",
    });
  }
  if (canRebuild(key, source.networks)) return rebuilt("set");
  return missing<NetworkTarget>({
    title,
    detail: `It is to be rebuilt, but the checkpoint does not hold it.`,
    remedy: `Choose a network of ${targetSiteName}, or take the network into the plan.`,
  });
}

/** One of the same name and the same addresses; else the captured one is rebuilt. */
function proposedNetwork({ key, name }: Use, { source, options, targetSiteName }: MappingFacts) {
  const saved = source.networks.find((network) => network.networkId === key);
  const named = options.networks.filter((network) => network.name === name);
  const alike = named.filter((network) => !saved || sameCidrs(network.cidrs, saved.cidrs));
  const [only] = alike;
  if (only && alike.length === 1) return existing(only, "same name");
  if (canRebuild(key, source.networks)) return rebuilt("rebuilt");
  return missing<NetworkTarget>({
    title: `Network ${name}`,
    detail:
      alike.length > 1
        ? `${targetSiteName} has ${alike.length} networks of this name.`
        : `${targetSiteName} has no network of this name and addresses, and the checkpoint cannot rebuild it.`,
    remedy: `Choose a network of ${targetSiteName}.`,
  });
}

function existing({ id, name }: { id: string; name: string }, how: "set" | "same name"): Finding<NetworkTarget | null> {
  return { target: { to: "existing", networkId: id, name }, how };
}

function rebuilt(how: "set" | "rebuilt"): Finding<NetworkTarget | null> {
  return { target: { to: "rebuild" }, how };
}

/** A network to the outside is the provider's: a project can make none. */
export function canRebuild(networkId: string, networks: readonly SourceNetwork[]): boolean {
  return networks.some((network) => network.networkId === networkId && !network.external);
}

function sameCidrs(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((cidr) => b.includes(cidr));
}

type Outside = { networkId: string; name: string };

/** External networks of the source: those of floating addresses, and those to which rebuilt routers lead. */
export function resolveFloating(
  { source, settings, options, targetSiteName }: MappingFacts,
  networks: Mapped<NetworkTarget | null>[],
): Resolution<Outside | null> {
  const label = (id: string) => source.networks.find((one) => one.networkId === id)?.name ?? id;
  const ofServers = source.servers.flatMap((server) =>
    server.floatingIps.map(({ networkId, address }): Use => ({
      key: networkId,
      name: label(networkId),
      user: `${server.name} (${address})`,
    })),
  );
  const rebuiltIds = new Set(networks.filter(({ target }) => target?.to === "rebuild").map(({ key }) => key));
  const ofRouters = source.networks
    .filter((network) => rebuiltIds.has(network.networkId))
    .flatMap((network) =>
      network.outside.map((id): Use => ({ key: id, name: label(id), user: `router of ${network.name}` })),
    );
  return resolveEach<Outside | null>("floating", [...ofServers, ...ofRouters], ({ key, name }) => {
    const set = settings.mappings.floating[key];
    const offered = options.externalNetworks.map(({ id, name: called }): Outside => ({ networkId: id, name: called }));
    if (set?.to === "none") return { target: null, how: "set" };
    const gap = { title: `External network ${name}`, remedy: "Choose one, or none." };
    if (set) {
      const found = offered.find((one) => one.networkId === set.networkId);
      if (found) return { target: found, how: "set" };
      return missing({ ...gap, detail: `${set.name}, which is set for it, does not exist at ${targetSiteName}.` });
    }
    const same = offered.find((one) => one.networkId === key);
    if (same) return { target: same, how: "same id" };
    const [only] = offered;
    if (only && offered.length === 1) return { target: only, how: "the only one" };
    return missing({
      ...gap,
      detail: only
        ? `${targetSiteName} has ${offered.length} external networks; none is clearly the same.`
        : `${targetSiteName} has no external network.`,
    });
  });
}
