import type { SavedNetwork, SavedSecurityGroup } from "../lib/domain/manifest-resources";
import type { HistoryCheckpoint } from "./history-types";
import { networkSpec, serverSpec } from "./history-plans";
import { plan as addressPlan } from "./neutron/addresses";
import { SECURITY_GROUPS } from "./seed-data";
import { publicNetworkId, seededId } from "./seed-ids";

export const SITE = "RegionOne";
export const onSite = (name: string) => `${SITE} ${name}`;

export function savedNetwork(project: string, name: string, checkpoint: HistoryCheckpoint): SavedNetwork {
  const spec = networkSpec(project, name);
  const { first, last, gateway } = addressPlan(spec.cidr);
  const id = seededId("network", project, onSite(name));
  const subnetId = seededId("subnet", project, onSite(name));
  return {
    kind: "OS::Neutron::Network",
    ref: { kind: "OS::Neutron::Network", id, name },
    capturedAt: checkpoint.capturedAt?.toISOString() ?? null,
    consistency: null,
    dependsOn: [],
    copies: [],
    description: "",
    mtu: 1450,
    adminUp: true,
    shared: false,
    external: false,
    portSecurity: true,
    tags: [],
    subnets: [
      {
        id: subnetId,
        name,
        ipVersion: 4,
        cidr: spec.cidr,
        gateway: spec.router === null ? null : gateway,
        dhcp: true,
        pools: [{ start: first, end: last }],
        nameservers: spec.dns,
        hostRoutes: [],
        ipv6AddressMode: null,
        ipv6RaMode: null,
      },
    ],
    routers:
      spec.router === null
        ? []
        : [
            {
              id: seededId("router", project, onSite(spec.router)),
              name: spec.router,
              adminUp: true,
              externalNetworkId: publicNetworkId(SITE),
              snat: true,
              interfaces: [{ subnetId, address: gateway }],
              routes: [],
            },
          ],
  };
}

/** The servers' groups, and those that their rules speak of. */
export function groupsOf(project: string, servers: string[]): SavedSecurityGroup[] {
  const found = new Set<string>();
  const open = servers.flatMap((name) => serverSpec(project, name).securityGroups);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    const rules = SECURITY_GROUPS.find((one) => one.project === project && one.name === name)?.rules ?? [];
    open.push(...rules.flatMap((rule) => ("group" in rule.from ? [rule.from.group] : [])));
  }
  const rule = {
    protocol: null,
    portMin: null,
    portMax: null,
    remotePrefix: null,
    remoteGroupId: null,
    description: "",
  };
  return SECURITY_GROUPS.filter((one) => one.project === project && found.has(one.name)).map((one) => ({
    id: seededId("security-group", project, one.name),
    name: one.name,
    description: one.description,
    stateful: true,
    rules: [
      { ...rule, direction: "egress" as const, ethertype: "IPv4" },
      { ...rule, direction: "egress" as const, ethertype: "IPv6" },
      ...one.rules.map((held) => ({
        ...rule,
        direction: "ingress" as const,
        ethertype: "IPv4",
        protocol: held.protocol,
        portMin: held.port,
        portMax: held.port,
        remotePrefix: "cidr" in held.from ? held.from.cidr : null,
        remoteGroupId: "group" in held.from ? seededId("security-group", project, held.from.group) : null,
      })),
    ],
  }));
}
