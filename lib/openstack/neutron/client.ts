import { z } from "zod";
import type { Http } from "../http";
import { kindOf } from "./kind";
import {
  floatingIp,
  network,
  networkQuota,
  port,
  router,
  securityGroup,
  securityGroupRule,
  subnet,
  type NetworkQuota,
  type SecurityGroupRule,
} from "./schemas";

type Named = { name?: string; description?: string | null; tags?: string[] };
type Route = { destination: string; nexthop: string };

export type NewNetwork = Named & { admin_state_up?: boolean; mtu?: number; port_security_enabled?: boolean };
export type NewSubnet = Named & {
  network_id: string;
  ip_version: 4 | 6;
  cidr: string;
  gateway_ip?: string | null;
  enable_dhcp?: boolean;
  allocation_pools?: { start: string; end: string }[];
  dns_nameservers?: string[];
  host_routes?: Route[];
  ipv6_address_mode?: string;
  ipv6_ra_mode?: string;
};
export type NewPort = Named & {
  network_id: string;
  mac_address?: string;
  fixed_ips?: { subnet_id?: string; ip_address?: string }[];
  security_groups?: string[];
  allowed_address_pairs?: { ip_address: string; mac_address?: string }[];
  extra_dhcp_opts?: { opt_name: string; opt_value: string; ip_version?: number }[];
  port_security_enabled?: boolean;
  admin_state_up?: boolean;
  "binding:vnic_type"?: string;
  dns_name?: string;
  device_id?: string;
};
type Gateway = {
  network_id: string;
  enable_snat?: boolean;
  external_fixed_ips?: { ip_address?: string; subnet_id?: string }[];
};
export type NewRouter = Named & { admin_state_up?: boolean; external_gateway_info?: Gateway | null };
export type NewSecurityGroup = Named & { name: string; stateful?: boolean };
export type NewSecurityGroupRule = {
  security_group_id: string;
  direction: "ingress" | "egress";
  ethertype?: string;
  protocol?: string | null;
  port_range_min?: number | null;
  port_range_max?: number | null;
  remote_ip_prefix?: string | null;
  remote_group_id?: string | null;
  description?: string;
};
export type NewFloatingIp = Omit<Named, "name"> & {
  floating_network_id: string;
  floating_ip_address?: string;
  port_id?: string;
  fixed_ip_address?: string;
};

const oneRule = z.looseObject({ security_group_rule: securityGroupRule }).transform((body) => body.security_group_rule);
const quota = z.looseObject({ quota: networkQuota }).transform((body) => body.quota);

/** Networks, and everything that gives a server its addresses. */
export function neutron(http: Http) {
  const networks = kindOf<typeof network, NewNetwork, Partial<NewNetwork>>(http, {
    one: "network",
    many: "networks",
    item: network,
  });
  const routers = kindOf<typeof router, NewRouter, Partial<NewRouter> & { routes?: Route[] }>(http, {
    one: "router",
    many: "routers",
    item: router,
  });
  return {
    networks: {
      ...networks,
      /** Those from which floating IPs and gateways come. */
      external: () => networks.list({ "router:external": true }),
    },
    subnets: kindOf<typeof subnet, NewSubnet, Partial<NewSubnet>>(http, {
      one: "subnet",
      many: "subnets",
      item: subnet,
    }),
    ports: kindOf<typeof port, NewPort, Partial<Omit<NewPort, "network_id">>>(http, {
      one: "port",
      many: "ports",
      item: port,
    }),
    routers: {
      ...routers,
      /** Also when it is there already. */
      addInterface: async (id: string, target: { subnet_id: string } | { port_id: string }) => {
        await http.act("PUT", `/v2.0/routers/${id}/add_router_interface`, target);
      },
      removeInterface: async (id: string, target: { subnet_id: string } | { port_id: string }) => {
        await http.act("PUT", `/v2.0/routers/${id}/remove_router_interface`, target);
      },
    },
    securityGroups: kindOf<typeof securityGroup, NewSecurityGroup, Partial<NewSecurityGroup>>(http, {
      one: "security_group",
      many: "security_groups",
      item: securityGroup,
    }),
    securityGroupRules: {
      /** A rule that is there already is refused with `conflict`. */
      create: (rule: NewSecurityGroupRule): Promise<SecurityGroupRule> =>
        http.post("/v2.0/security-group-rules", { security_group_rule: rule }, oneRule),
      remove: (id: string) => http.remove(`/v2.0/security-group-rules/${id}`),
    },
    floatingIps: kindOf<
      typeof floatingIp,
      NewFloatingIp,
      { port_id?: string | null; fixed_ip_address?: string | null; description?: string }
    >(http, {
      one: "floatingip",
      many: "floatingips",
      item: floatingIp,
    }),
    /** Quota and usage of the token's own project. */
    quota: async (): Promise<NetworkQuota> => {
      const { project } = await http.token();
      return http.get(`/v2.0/quotas/${project?.id ?? ""}/details.json`, quota);
    },
    versions: http.versions,
  };
}
export type Neutron = ReturnType<typeof neutron>;
