import { z } from "zod";

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null);
const owned = {
  id: z.string(),
  name: z.string().default(""),
  project_id: z.string().default(""),
  description: z
    .string()
    .nullish()
    .transform((value) => value ?? ""),
  tags: z.array(z.string()).default([]),
};

export const network = z.looseObject({
  ...owned,
  status: z.string(),
  admin_state_up: z.boolean(),
  shared: z.boolean().default(false),
  /** Null where policy hides it, as Zed's does from tenants: ask for the external ones by `networks.external()`. */
  "router:external": z
    .boolean()
    .nullish()
    .transform((value) => value ?? null),
  mtu: z.number().nullish(),
  port_security_enabled: z.boolean().optional(),
  subnets: z.array(z.string()).default([]),
  availability_zone_hints: z.array(z.string()).default([]),
});
export type Network = z.infer<typeof network>;

export const subnet = z.looseObject({
  ...owned,
  network_id: z.string(),
  ip_version: z.union([z.literal(4), z.literal(6)]),
  cidr: z.string(),
  gateway_ip: text,
  enable_dhcp: z.boolean(),
  allocation_pools: z.array(z.looseObject({ start: z.string(), end: z.string() })).default([]),
  dns_nameservers: z.array(z.string()).default([]),
  host_routes: z.array(z.looseObject({ destination: z.string(), nexthop: z.string() })).default([]),
  ipv6_address_mode: text,
  ipv6_ra_mode: text,
});
export type Subnet = z.infer<typeof subnet>;

export const port = z.looseObject({
  ...owned,
  status: z.string(),
  network_id: z.string(),
  mac_address: z.string(),
  fixed_ips: z.array(z.looseObject({ subnet_id: z.string(), ip_address: z.string() })).default([]),
  device_id: z.string().default(""),
  device_owner: z.string().default(""),
  admin_state_up: z.boolean(),
  port_security_enabled: z.boolean().optional(),
  security_groups: z.array(z.string()).default([]),
  allowed_address_pairs: z
    .array(z.looseObject({ ip_address: z.string(), mac_address: z.string().optional() }))
    .default([]),
  extra_dhcp_opts: z
    .array(z.looseObject({ opt_name: z.string(), opt_value: z.string(), ip_version: z.number().optional() }))
    .default([]),
  "binding:vnic_type": z.string().optional(),
  dns_name: z.string().optional(),
});
export type Port = z.infer<typeof port>;

export const router = z.looseObject({
  ...owned,
  status: z.string(),
  admin_state_up: z.boolean(),
  external_gateway_info: z
    .looseObject({
      network_id: z.string(),
      enable_snat: z.boolean().optional(),
      external_fixed_ips: z.array(z.looseObject({ ip_address: z.string(), subnet_id: z.string() })).default([]),
    })
    .nullish()
    .transform((value) => value ?? null),
  routes: z.array(z.looseObject({ destination: z.string(), nexthop: z.string() })).default([]),
});
export type Router = z.infer<typeof router>;

export const securityGroupRule = z.looseObject({
  id: z.string(),
  security_group_id: z.string(),
  direction: z.enum(["ingress", "egress"]),
  ethertype: z.string(),
  protocol: text,
  port_range_min: z
    .number()
    .nullish()
    .transform((value) => value ?? null),
  port_range_max: z
    .number()
    .nullish()
    .transform((value) => value ?? null),
  remote_ip_prefix: text,
  remote_group_id: text,
  description: z
    .string()
    .nullish()
    .transform((value) => value ?? ""),
});
export type SecurityGroupRule = z.infer<typeof securityGroupRule>;

export const securityGroup = z.looseObject({
  ...owned,
  stateful: z.boolean().optional(),
  security_group_rules: z.array(securityGroupRule).default([]),
});
export type SecurityGroup = z.infer<typeof securityGroup>;

export const floatingIp = z.looseObject({
  ...owned,
  status: z.string(),
  floating_ip_address: z.string(),
  floating_network_id: z.string(),
  fixed_ip_address: text,
  port_id: text,
  router_id: text,
});
export type FloatingIp = z.infer<typeof floatingIp>;

const usage = z.looseObject({ limit: z.number(), used: z.number(), reserved: z.number().default(0) });

/** -1 is unlimited. */
export const networkQuota = z.looseObject({
  network: usage,
  subnet: usage,
  port: usage,
  router: usage,
  floatingip: usage,
  security_group: usage,
  security_group_rule: usage,
});
export type NetworkQuota = z.infer<typeof networkQuota>;
