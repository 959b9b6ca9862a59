import { secondTime } from "./clock";
import { newUuid, uuidOf } from "./ids";
import { SECURITY_GROUPS, type NetworkSpec } from "./seed-data";
import { projectId, publicNetworkId, seededId, seededMac } from "./seed-ids";
import { plan } from "./neutron/addresses";
import { ensureDefaultGroup } from "./neutron/security-groups";
import { type Site } from "./world";

export const stamp = (project: string, at: number) => ({
  project_id: projectId(project),
  description: "",
  created_at: secondTime(at),
  updated_at: secondTime(at),
  revision_number: 2,
  tags: [],
});

export function addNetwork(site: Site, spec: NetworkSpec, at: number): void {
  const key = `${spec.site} ${spec.name}`;
  const { first, last, gateway } = plan(spec.cidr);
  const common = stamp(spec.project, at);
  const networkId = seededId("network", spec.project, key);
  const subnetId = seededId("subnet", spec.project, key);
  site.neutron.networks.put({
    ...common,
    id: networkId,
    name: spec.name,
    admin_state_up: true,
    mtu: 1450,
    status: "ACTIVE",
    shared: false,
    port_security_enabled: true,
    "router:external": false,
    availability_zone_hints: [],
    availability_zones: [],
    ipv4_address_scope: null,
    ipv6_address_scope: null,
  });
  site.neutron.subnets.put({
    ...common,
    id: subnetId,
    name: spec.name,
    network_id: networkId,
    ip_version: 4,
    cidr: spec.cidr,
    gateway_ip: spec.router === null ? null : gateway,
    enable_dhcp: true,
    allocation_pools: [{ start: first, end: last }],
    dns_nameservers: spec.dns,
    host_routes: [],
    ipv6_address_mode: null,
    ipv6_ra_mode: null,
    service_types: [],
    subnetpool_id: null,
  });
  if (spec.router === null) return;
  const routerId = seededId("router", spec.project, `${spec.site} ${spec.router}`);
  if (site.neutron.routers.get(routerId) === undefined) {
    const second = site.name === "RegionOne" ? 24 : 25;
    site.neutron.routers.put({
      ...common,
      id: routerId,
      name: spec.router,
      admin_state_up: true,
      status: "ACTIVE",
      routes: [],
      availability_zone_hints: [],
      availability_zones: [],
      flavor_id: null,
      external_gateway_info: {
        network_id: publicNetworkId(site.name),
        enable_snat: true,
        external_fixed_ips: [
          {
            subnet_id: uuidOf(`${site.name} subnet public`),
            ip_address: `172.${second}.4.${spec.project === "demo" ? 10 : 11}`,
          },
        ],
      },
    });
  }
  site.neutron.ports.put({
    ...common,
    id: seededId("port", spec.project, `router ${key}`),
    name: "",
    network_id: networkId,
    mac_address: seededMac(spec.project, "router", key),
    admin_state_up: true,
    status: "ACTIVE",
    device_id: routerId,
    device_owner: "network:router_interface",
    fixed_ips: [{ subnet_id: subnetId, ip_address: gateway }],
    security_groups: [],
    allowed_address_pairs: [],
    extra_dhcp_opts: [],
    port_security_enabled: false,
    "binding:vnic_type": "normal",
  });
}

export function addGroups(site: Site, at: number): void {
  for (const project of ["demo", "alt"])
    ensureDefaultGroup({ site, projectId: projectId(project), at: secondTime(at) });
  for (const spec of SECURITY_GROUPS) {
    const id = seededId("security-group", spec.project, spec.name);
    site.neutron.securityGroups.put({
      ...stamp(spec.project, at),
      id,
      name: spec.name,
      description: spec.description,
      stateful: true,
      shared: false,
    });
    const blank = {
      project_id: projectId(spec.project),
      created_at: secondTime(at),
      updated_at: secondTime(at),
      revision_number: 0,
      security_group_id: id,
      remote_address_group_id: null,
    };
    for (const ethertype of ["IPv4", "IPv6"] as const) {
      site.neutron.rules.put({
        ...blank,
        id: newUuid(),
        description: null,
        direction: "egress",
        ethertype,
        protocol: null,
        port_range_min: null,
        port_range_max: null,
        remote_ip_prefix: null,
        remote_group_id: null,
        normalized_cidr: null,
      });
    }
    for (const rule of spec.rules) {
      const prefix = "cidr" in rule.from ? rule.from.cidr : null;
      site.neutron.rules.put({
        ...blank,
        id: newUuid(),
        description: "",
        direction: "ingress",
        ethertype: "IPv4",
        protocol: rule.protocol,
        port_range_min: rule.port,
        port_range_max: rule.port,
        remote_ip_prefix: prefix,
        normalized_cidr: prefix,
        remote_group_id: "group" in rule.from ? seededId("security-group", spec.project, rule.from.group) : null,
      });
    }
  }
}
