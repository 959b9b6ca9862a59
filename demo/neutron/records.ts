import type { Row, Store, Table } from "../store";

/** Neutron's rows are kept as they go over the wire. */
type NeutronRow = Row & {
  project_id: string;
  description: string;
  created_at: string;
  updated_at: string;
  revision_number: number;
};
type TaggedRow = NeutronRow & { name: string; tags: string[] };

export type NetworkRow = TaggedRow & {
  admin_state_up: boolean;
  mtu: number;
  status: string;
  shared: boolean;
  port_security_enabled: boolean;
  "router:external": boolean;
  availability_zone_hints: string[];
  availability_zones: string[];
  ipv4_address_scope: null;
  ipv6_address_scope: null;
  is_default?: boolean;
};

export type SubnetRow = TaggedRow & {
  network_id: string;
  ip_version: 4 | 6;
  cidr: string;
  gateway_ip: string | null;
  enable_dhcp: boolean;
  allocation_pools: { start: string; end: string }[];
  dns_nameservers: string[];
  host_routes: { destination: string; nexthop: string }[];
  ipv6_address_mode: string | null;
  ipv6_ra_mode: string | null;
  service_types: string[];
  subnetpool_id: string | null;
};

export type FixedIp = { subnet_id: string; ip_address: string };

export type PortRow = TaggedRow & {
  network_id: string;
  mac_address: string;
  admin_state_up: boolean;
  status: string;
  device_id: string;
  device_owner: string;
  fixed_ips: FixedIp[];
  security_groups: string[];
  allowed_address_pairs: { ip_address: string; mac_address?: string }[];
  extra_dhcp_opts: unknown[];
  port_security_enabled: boolean;
  "binding:vnic_type": string;
};

export type Gateway = { network_id: string; enable_snat: boolean; external_fixed_ips: FixedIp[] };

export type RouterRow = TaggedRow & {
  admin_state_up: boolean;
  status: string;
  external_gateway_info: Gateway | null;
  routes: { destination: string; nexthop: string }[];
  availability_zone_hints: string[];
  availability_zones: string[];
  flavor_id: string | null;
};

export type SecurityGroupRow = TaggedRow & { stateful: boolean; shared: boolean };

export type RuleRow = Omit<NeutronRow, "description"> & {
  description: string | null;
  security_group_id: string;
  direction: "ingress" | "egress";
  ethertype: "IPv4" | "IPv6";
  protocol: string | null;
  port_range_min: number | null;
  port_range_max: number | null;
  remote_ip_prefix: string | null;
  remote_group_id: string | null;
  remote_address_group_id: string | null;
  normalized_cidr: string | null;
};

export type FloatingIpRow = Omit<TaggedRow, "name"> & {
  floating_network_id: string;
  floating_ip_address: string;
  fixed_ip_address: string | null;
  port_id: string | null;
  router_id: string | null;
  status: string;
};

type NetworkQuotaRow = Row & { limits: Record<string, number> };

export type NeutronTables = {
  networks: Table<NetworkRow>;
  subnets: Table<SubnetRow>;
  ports: Table<PortRow>;
  routers: Table<RouterRow>;
  securityGroups: Table<SecurityGroupRow>;
  rules: Table<RuleRow>;
  floatingIps: Table<FloatingIpRow>;
  quotas: Table<NetworkQuotaRow>;
};

export function neutronTables(store: Store, site: string): NeutronTables {
  return {
    networks: store.table(`${site}/networks`),
    subnets: store.table(`${site}/subnets`),
    ports: store.table(`${site}/ports`),
    routers: store.table(`${site}/routers`),
    securityGroups: store.table(`${site}/security-groups`),
    rules: store.table(`${site}/security-group-rules`),
    floatingIps: store.table(`${site}/floating-ips`),
    quotas: store.table(`${site}/network-quotas`),
  };
}
