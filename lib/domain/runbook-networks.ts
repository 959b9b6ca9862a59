import type { SavedNetwork, SavedSecurityGroup } from "./manifest-resources";
import { mappedTo, rebuiltNetworks, type Names } from "./runbook-names";
import type { RunbookFacts } from "./runbook-facts";
import { command, make, once, option, quoted, remark, withVariable } from "./runbook-shell";
import { nameOf } from "./runbook-volumes";

type Subnet = SavedNetwork["subnets"][number];
type Router = SavedNetwork["routers"][number];

/** The networks that are rebuilt, with their subnets, and the routers that lead out of them. */
export function networkCommands(facts: RunbookFacts, names: Names): string | null {
  const networks = rebuiltNetworks(facts);
  if (networks.length === 0) return null;
  const routers = new Map(networks.flatMap((network) => network.routers.map((router) => [router.id, router] as const)));
  const subnets = new Map(
    networks.flatMap((network) => network.subnets.map((subnet) => [subnet.id, { network, subnet }] as const)),
  );
  return [
    ...networks.flatMap((network) => [remark(`Network ${network.ref.name}`), ...networkLines(network, names)]),
    ...[...routers.values()].flatMap((router) => [
      remark(`Router ${router.name}`),
      ...routerLines(router, { facts, names, subnets }),
    ]),
  ].join("\n");
}

function networkLines(network: SavedNetwork, names: Names): string[] {
  const variable = names.network.get(network.ref.id) ?? "";
  const create = make(
    variable,
    "network create",
    network.adminUp ? null : "--disable",
    network.portSecurity === false && "--disable-port-security",
    option("description", network.description),
    nameOf(network.ref.name || network.ref.id),
  );
  return [create, ...network.subnets.map((subnet) => subnetLine(subnet, { names, network: variable }))];
}

function subnetLine(subnet: Subnet, { names, network }: { names: Names; network: string }): string {
  return make(
    names.subnet.get(subnet.id) ?? "",
    "subnet create",
    withVariable("network", network),
    `--ip-version ${subnet.ipVersion}`,
    `--subnet-range ${quoted(subnet.cidr)}`,
    `--gateway ${quoted(subnet.gateway ?? "none")}`,
    subnet.dhcp ? "--dhcp" : "--no-dhcp",
    ...subnet.pools.map(({ start, end }) => `--allocation-pool ${quoted(`start=${start},end=${end}`)}`),
    ...subnet.nameservers.map((server) => `--dns-nameserver ${quoted(server)}`),
    ...subnet.hostRoutes.map(
      (route) => `--host-route ${quoted(`destination=${route.destination},gateway=${route.nexthop}`)}`,
    ),
    option("ipv6-address-mode", subnet.ipv6AddressMode),
    option("ipv6-ra-mode", subnet.ipv6RaMode),
    nameOf(subnet.name || subnet.cidr),
  );
}

type Rebuilt = {
  facts: RunbookFacts;
  names: Names;
  subnets: Map<string, { network: SavedNetwork; subnet: Subnet }>;
};

function routerLines(router: Router, { facts, names, subnets }: Rebuilt): string[] {
  const variable = names.router.get(router.id) ?? "";
  const outside = router.externalNetworkId && mappedTo(facts.resolved.floating, router.externalNetworkId);
  return [
    make(variable, "router create", router.adminUp ? null : "--disable", nameOf(router.name || router.id)),
    ...router.interfaces.flatMap(({ subnetId, address }) => {
      const found = subnets.get(subnetId);
      if (!found) return [];
      const subnet = names.subnet.get(subnetId) ?? "";
      const done = `${variable}_${subnet}`;
      if (address === null || address === found.subnet.gateway)
        return [once(done, "router add subnet", `"$${variable}"`, `"$${subnet}"`)];
      // Not the subnet's gateway: the router has an address of its own there.
      const network = names.network.get(found.network.ref.id) ?? "";
      return [
        make(
          `${done}_PORT`,
          "port create",
          withVariable("network", network),
          `--fixed-ip subnet="$${subnet}",ip-address=${quoted(address)}`,
          nameOf(`${router.name} in ${found.subnet.name || found.subnet.cidr}`),
        ),
        once(done, "router add port", `"$${variable}"`, `"$${done}_PORT"`),
      ];
    }),
    ...(outside
      ? [once(`${variable}_GATEWAY`, "router set", `--external-gateway ${quoted(outside.networkId)}`, `"$${variable}"`)]
      : []),
    ...router.routes.map(({ destination, nexthop }, index) =>
      once(
        `${variable}_ROUTE_${index + 1}`,
        "router set",
        `--route ${quoted(`destination=${destination},gateway=${nexthop}`)}`,
        `"$${variable}"`,
      ),
    ),
  ];
}

/** All groups before any rule: a rule may refer to each of them, also to its own. */
export function groupCommands({ manifest }: RunbookFacts, names: Names): string | null {
  const groups = manifest.securityGroups;
  if (groups.length === 0) return null;
  const variable = (group: SavedSecurityGroup) => names.group.get(group.id) ?? "";
  return [
    ...groups.flatMap((group) => [
      remark(`Security group ${group.name}`),
      make(
        variable(group),
        "security group create",
        group.stateful === false && "--stateless",
        option("description", group.description),
        // Every project has a group of this name, with other rules.
        nameOf(group.name === "default" ? "default-restored" : group.name),
      ),
      command("empty_group", variable(group)),
    ]),
    ...groups.flatMap((group) =>
      group.rules.map((rule, index) => ruleLine(rule, { names, group: variable(group), index })),
    ),
  ].join("\n");
}

type Rule = SavedSecurityGroup["rules"][number];

function ruleLine(rule: Rule, { names, group, index }: { names: Names; group: string; index: number }): string {
  const remote = rule.remoteGroupId ? names.group.get(rule.remoteGroupId) : null;
  // Without the group that it names the rule would let everybody in.
  if (remote === undefined) return remark(`Left out: a rule for group ${rule.remoteGroupId}, which was not captured.`);
  return make(
    `${group}_RULE_${index + 1}`,
    "security group rule create",
    `--${rule.direction}`,
    `--ethertype ${quoted(rule.ethertype)}`,
    `--protocol ${quoted(rule.protocol ?? "any")}`,
    ...portsOf(rule),
    remote ? withVariable("remote-group", remote) : option("remote-ip", rule.remotePrefix),
    option("description", rule.description),
    `"$${group}"`,
  );
}

function portsOf({ protocol, portMin, portMax }: Rule): (string | null)[] {
  if (/icmp/i.test(protocol ?? ""))
    return [option("icmp-type", portMin?.toString()), option("icmp-code", portMax?.toString())];
  return portMin === null ? [] : [`--dst-port ${portMin}:${portMax ?? portMin}`];
}
