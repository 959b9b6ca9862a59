import { z } from "zod";
import { gone, ok, param, type Answer, type Call, type Route } from "../call";
import { newMac } from "../ids";
import { allocate } from "./addresses";
import { bad, find, findOwn, inUse, listAll, made, read, show, stamp, touched, wire, type Kind } from "./lists";
import { networkKind } from "./networks";
import type { PortRow } from "./records";
import { defaultGroup, securityGroupKind } from "./security-groups";

export const portKind: Kind<PortRow> = {
  word: "port",
  noun: "Port",
  rows: (tables) => tables.ports,
  more: (call, row) =>
    call.caller.isAdmin
      ? {
          "binding:host_id": row.device_id === "" ? "" : "demo-compute",
          "binding:profile": {},
          "binding:vif_details": {},
          "binding:vif_type": row.device_id === "" ? "unbound" : "ovs",
        }
      : {},
};

const fixedIp = z.object({ subnet_id: z.string().optional(), ip_address: z.string().optional() });
const pair = z.object({ ip_address: z.string(), mac_address: z.string().optional() });
const shape = {
  name: z.string(),
  description: z.string(),
  admin_state_up: z.boolean(),
  device_id: z.string(),
  device_owner: z.string(),
  fixed_ips: z.array(fixedIp),
  security_groups: z.array(z.string()),
  allowed_address_pairs: z.array(pair),
  extra_dhcp_opts: z.array(z.unknown()),
  port_security_enabled: z.boolean(),
  "binding:vnic_type": z.string(),
  "binding:host_id": z.string(),
};
const portChange = z.strictObject(shape).partial();
const portInput = portChange.extend({
  network_id: z.uuid({ error: "is not a valid UUID" }),
  mac_address: z.string().optional(),
  project_id: z.string().optional(),
  tenant_id: z.string().optional(),
});

export type PortWish = z.output<typeof portInput>;

/** Also what Nova does for a server that names only a network. */
export function makePort(call: Call, wish: PortWish): PortRow {
  const { project_id: _project, tenant_id: _tenant, "binding:host_id": _host, ...asked } = wish;
  const network = find(call, networkKind, asked.network_id);
  const tables = call.site.neutron;
  const mac = asked.mac_address?.toLowerCase() ?? newMac();
  if (tables.ports.all().some((port) => port.network_id === network.id && port.mac_address === mac)) {
    throw inUse(
      `Unable to complete operation for network ${network.id}. The mac address ${mac} is in use.`,
      "MacAddressInUse",
    );
  }
  for (const id of asked.security_groups ?? []) find(call, securityGroupKind, id);
  const secured = asked.port_security_enabled ?? network.port_security_enabled;
  if (!secured && (asked.security_groups ?? []).length > 0) {
    throw inUse(
      "Port Security must be enabled in order to have security groups on a port.",
      "PortSecurityAndIPRequiredForSecurityGroups",
    );
  }
  return tables.ports.put({
    ...stamp(call),
    name: asked.name ?? "",
    description: asked.description ?? "",
    network_id: network.id,
    mac_address: mac,
    admin_state_up: asked.admin_state_up ?? true,
    status: (asked.device_id ?? "") === "" ? "DOWN" : "ACTIVE",
    device_id: asked.device_id ?? "",
    device_owner: asked.device_owner ?? "",
    fixed_ips: allocate(call.site, network.id, asked.fixed_ips),
    security_groups: asked.security_groups ?? (secured ? [defaultGroup(call, call.projectId).id] : []),
    allowed_address_pairs: pairs(asked.allowed_address_pairs ?? [], mac),
    extra_dhcp_opts: asked.extra_dhcp_opts ?? [],
    port_security_enabled: secured,
    "binding:vnic_type": asked["binding:vnic_type"] ?? "normal",
    tags: [],
  });
}

/** Without a MAC of its own, a pair is for the port's. */
function pairs(asked: z.output<typeof pair>[], mac: string) {
  return asked.map((one) => ({ ip_address: one.ip_address, mac_address: one.mac_address ?? mac }));
}

function update(call: Call): Answer {
  const row = findOwn(call, portKind, param(call, "id"));
  const { "binding:host_id": _host, ...asked } = read(call, "port", portChange);
  const kept = row.fixed_ips;
  const wanted = asked.fixed_ips;
  const fresh = wanted?.filter((one) => !kept.some((ip) => ip.ip_address === one.ip_address));
  const fixed =
    wanted === undefined
      ? kept
      : [
          ...kept.filter((ip) => wanted.some((one) => one.ip_address === ip.ip_address)),
          ...allocate(call.site, row.network_id, fresh),
        ];
  const changed = call.site.neutron.ports.put(
    touched(call, {
      ...row,
      ...asked,
      fixed_ips: fixed,
      allowed_address_pairs: pairs(asked.allowed_address_pairs ?? row.allowed_address_pairs, row.mac_address),
    }),
  );
  return ok({ port: wire(call, portKind, changed) });
}

function destroy(call: Call): Answer {
  const row = findOwn(call, portKind, param(call, "id"));
  if (row.device_owner.startsWith("network:router")) {
    throw inUse(
      `Port ${row.id} cannot be deleted directly via the port API: has device owner ${row.device_owner}.`,
      "ServicePortInUse",
    );
  }
  removePort(call, row.id);
  return gone();
}

/** Floating addresses that pointed at the port become free. */
export function removePort(call: Call, id: string): void {
  const tables = call.site.neutron;
  for (const one of tables.floatingIps.all()) {
    if (one.port_id === id)
      tables.floatingIps.put({
        ...one,
        port_id: null,
        fixed_ip_address: null,
        router_id: null,
        status: "DOWN",
      });
  }
  tables.ports.remove(id);
}

function create(call: Call): Answer {
  const asked = read(call, "port", portInput);
  if (asked.device_owner?.startsWith("network:") === true && !call.caller.isAdmin)
    throw bad("device_owner is not allowed", "HTTPBadRequest");
  return made(call, portKind, makePort(call, asked));
}

export const portRoutes: Route[] = [
  {
    method: "GET",
    path: "/v2.0/ports",
    can: "reader",
    rule: "get_port",
    handle: (call) => listAll(call, portKind),
  },
  { method: "POST", path: "/v2.0/ports", can: "member", rule: "create_port", handle: create },
  {
    method: "GET",
    path: "/v2.0/ports/:id",
    can: "reader",
    rule: "get_port",
    handle: (call) => show(call, portKind),
  },
  { method: "PUT", path: "/v2.0/ports/:id", can: "member", rule: "update_port", handle: update },
  { method: "DELETE", path: "/v2.0/ports/:id", can: "member", rule: "delete_port", handle: destroy },
];
