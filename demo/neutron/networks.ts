import { z } from "zod";
import { forbidden, gone, ok, param, type Answer, type Call, type Route } from "../call";
import { overlaps, plan } from "./addresses";
import { bad, findOwn, inUse, listAll, made, read, show, stamp, touched, wire, type Kind } from "./lists";
import type { NetworkRow, SubnetRow } from "./records";

export const networkKind: Kind<NetworkRow> = {
  word: "network",
  noun: "Network",
  rows: (tables) => tables.networks,
  shared: (_call, row) => row.shared || row["router:external"],
  more: (call, row) => ({
    subnets: call.site.neutron.subnets
      .all()
      .filter((subnet) => subnet.network_id === row.id)
      .map((subnet) => subnet.id),
    ...(call.caller.isAdmin
      ? {
          "provider:network_type": row["router:external"] ? "flat" : "geneve",
          "provider:physical_network": null,
          "provider:segmentation_id": null,
        }
      : {}),
  }),
};

export const subnetKind: Kind<SubnetRow> = {
  word: "subnet",
  noun: "Subnet",
  rows: (tables) => tables.subnets,
  // A subnet is as visible as its network, but an external network hides its subnets.
  shared: (call, row) => call.site.neutron.networks.get(row.network_id)?.shared === true,
};

const tagged = { name: z.string().default(""), description: z.string().default("") };

const networkInput = z.strictObject({
  ...tagged,
  admin_state_up: z.boolean().default(true),
  shared: z.boolean().default(false),
  "router:external": z.boolean().default(false),
  mtu: z.number().int().default(1450),
  port_security_enabled: z.boolean().default(true),
  availability_zone_hints: z.array(z.string()).default([]),
  is_default: z.boolean().optional(),
  project_id: z.string().optional(),
  tenant_id: z.string().optional(),
});
const networkChange = z.strictObject({
  name: z.string().optional(),
  description: z.string().optional(),
  admin_state_up: z.boolean().optional(),
  port_security_enabled: z.boolean().optional(),
  mtu: z.number().optional(),
  shared: z.boolean().optional(),
});

const pool = z.object({ start: z.string(), end: z.string() });
const route = z.object({ destination: z.string(), nexthop: z.string() });
const subnetInput = z.strictObject({
  ...tagged,
  network_id: z.uuid(),
  ip_version: z.union([z.literal(4), z.literal(6)]),
  cidr: z.string(),
  gateway_ip: z.string().nullable().optional(),
  enable_dhcp: z.boolean().default(true),
  allocation_pools: z.array(pool).optional(),
  dns_nameservers: z.array(z.string()).default([]),
  host_routes: z.array(route).default([]),
  ipv6_address_mode: z.string().nullable().default(null),
  ipv6_ra_mode: z.string().nullable().default(null),
  project_id: z.string().optional(),
  tenant_id: z.string().optional(),
});
const subnetChange = z.strictObject({
  name: z.string().optional(),
  description: z.string().optional(),
  gateway_ip: z.string().nullable().optional(),
  enable_dhcp: z.boolean().optional(),
  allocation_pools: z.array(pool).optional(),
  dns_nameservers: z.array(z.string()).optional(),
  host_routes: z.array(route).optional(),
});

function createNetwork(call: Call): Answer {
  const { project_id: _project, tenant_id: _tenant, ...asked } = read(call, "network", networkInput);
  if (!call.caller.isAdmin && (asked.shared || asked["router:external"]))
    throw forbidden("rule:create_network is disallowed by policy");
  const row = call.site.neutron.networks.put({
    ...stamp(call),
    ...asked,
    status: "ACTIVE",
    availability_zones: [],
    ipv4_address_scope: null,
    ipv6_address_scope: null,
    tags: [],
  });
  return made(call, networkKind, row);
}

function deleteNetwork(call: Call): Answer {
  const row = findOwn(call, networkKind, param(call, "id"));
  const tables = call.site.neutron;
  const ports = tables.ports.all().filter((port) => port.network_id === row.id && port.device_owner !== "network:dhcp");
  if (ports.length > 0) {
    const ids = ports.map((port) => port.id).join(", ");
    throw inUse(
      `Unable to complete operation on network ${row.id}. There are one or more ports still in use on the network, id for these ports is: ${ids}.`,
      "NetworkInUse",
    );
  }
  for (const subnet of tables.subnets.all()) if (subnet.network_id === row.id) tables.subnets.remove(subnet.id);
  tables.networks.remove(row.id);
  return gone();
}

function createSubnet(call: Call): Answer {
  const { project_id: _project, tenant_id: _tenant, ...asked } = read(call, "subnet", subnetInput);
  const network = findOwn(call, networkKind, asked.network_id);
  const others = call.site.neutron.subnets.all().filter((subnet) => subnet.network_id === network.id);
  if (others.some((subnet) => overlaps(subnet.cidr, asked.cidr))) {
    throw bad(
      `Invalid input for operation: Requested subnet with cidr: ${asked.cidr} for network: ${network.id} overlaps with another subnet.`,
      "InvalidInput",
    );
  }
  const planned = plan(asked.cidr);
  const row = call.site.neutron.subnets.put({
    ...stamp(call),
    ...asked,
    revision_number: 0,
    gateway_ip: asked.gateway_ip === undefined ? planned.gateway : asked.gateway_ip,
    allocation_pools: asked.allocation_pools ?? [{ start: planned.first, end: planned.last }],
    service_types: [],
    subnetpool_id: null,
    tags: [],
  });
  return made(call, subnetKind, row);
}

function deleteSubnet(call: Call): Answer {
  const row = findOwn(call, subnetKind, param(call, "id"));
  if (call.site.neutron.ports.all().some((port) => port.fixed_ips.some((ip) => ip.subnet_id === row.id))) {
    throw inUse(
      `Unable to complete operation on subnet ${row.id}: One or more ports have an IP allocation from this subnet.`,
      "SubnetInUse",
    );
  }
  call.site.neutron.subnets.remove(row.id);
  return gone();
}

function updateNetwork(call: Call): Answer {
  const row = findOwn(call, networkKind, param(call, "id"));
  const changed = call.site.neutron.networks.put(touched(call, { ...row, ...read(call, "network", networkChange) }));
  return ok({ network: wire(call, networkKind, changed) });
}

function updateSubnet(call: Call): Answer {
  const row = findOwn(call, subnetKind, param(call, "id"));
  const changed = call.site.neutron.subnets.put(touched(call, { ...row, ...read(call, "subnet", subnetChange) }));
  return ok({ subnet: wire(call, subnetKind, changed) });
}

export const networkRoutes: Route[] = [
  {
    method: "GET",
    path: "/v2.0/networks",
    can: "reader",
    rule: "get_network",
    handle: (call) => listAll(call, networkKind),
  },
  { method: "POST", path: "/v2.0/networks", can: "member", rule: "create_network", handle: createNetwork },
  {
    method: "GET",
    path: "/v2.0/networks/:id",
    can: "reader",
    rule: "get_network",
    handle: (call) => show(call, networkKind),
  },
  { method: "PUT", path: "/v2.0/networks/:id", can: "member", rule: "update_network", handle: updateNetwork },
  {
    method: "DELETE",
    path: "/v2.0/networks/:id",
    can: "member",
    rule: "delete_network",
    handle: deleteNetwork,
  },
  {
    method: "GET",
    path: "/v2.0/subnets",
    can: "reader",
    rule: "get_subnet",
    handle: (call) => listAll(call, subnetKind),
  },
  { method: "POST", path: "/v2.0/subnets", can: "member", rule: "create_subnet", handle: createSubnet },
  {
    method: "GET",
    path: "/v2.0/subnets/:id",
    can: "reader",
    rule: "get_subnet",
    handle: (call) => show(call, subnetKind),
  },
  { method: "PUT", path: "/v2.0/subnets/:id", can: "member", rule: "update_subnet", handle: updateSubnet },
  { method: "DELETE", path: "/v2.0/subnets/:id", can: "member", rule: "delete_subnet", handle: deleteSubnet },
];
