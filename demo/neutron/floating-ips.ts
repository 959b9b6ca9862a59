import { z } from "zod";
import { ApiError, gone, ok, param, type Answer, type Call } from "../call";
import { freeAddress } from "./addresses";
import { bad, find, findOwn, inUse, made, read, stamp, touched, wire, type Kind } from "./lists";
import { networkKind } from "./networks";
import { portKind } from "./ports";
import type { FloatingIpRow } from "./records";
import { interfaces } from "./router-interfaces";

export const floatingIpKind: Kind<FloatingIpRow> = {
  word: "floatingip",
  noun: "Floating IP",
  rows: (tables) => tables.floatingIps,
  more: (call, row) => {
    const port = row.port_id === null ? undefined : call.site.neutron.ports.get(row.port_id);
    if (port === undefined) return { port_details: null };
    const { name, network_id, mac_address, admin_state_up, status, device_id, device_owner } = port;
    return {
      port_details: { name, network_id, mac_address, admin_state_up, status, device_id, device_owner },
    };
  },
};
const floatingInput = z.strictObject({
  floating_network_id: z.uuid(),
  floating_ip_address: z.string().optional(),
  port_id: z.string().nullish(),
  fixed_ip_address: z.string().nullish(),
  subnet_id: z.string().nullish(),
  description: z.string().default(""),
  project_id: z.string().optional(),
  tenant_id: z.string().optional(),
});
const floatingChange = z.strictObject({
  port_id: z.string().nullish(),
  fixed_ip_address: z.string().nullish(),
  description: z.string().optional(),
});

/** Through which router an address reaches a port, or a refusal as Neutron words it. */
function reach(call: Call, networkId: string, portId: string | null | undefined, fixed: string | null | undefined) {
  if (portId === null || portId === undefined) return { port_id: null, fixed_ip_address: null, router_id: null };
  const port = findOwn(call, portKind, portId);
  const ip = fixed ?? port.fixed_ips[0]?.ip_address ?? null;
  const subnetId = port.fixed_ips.find((one) => one.ip_address === ip)?.subnet_id;
  const router = call.site.neutron.routers
    .all()
    .find(
      (one) =>
        one.external_gateway_info?.network_id === networkId &&
        interfaces(call, one.id).some((face) => face.fixed_ips.some((at) => at.subnet_id === subnetId)),
    );
  if (router === undefined) {
    throw new ApiError(
      404,
      `External network ${networkId} is not reachable from subnet ${subnetId ?? ""}.  Therefore, cannot associate Port ${port.id} with a Floating IP.`,
      "ExternalGatewayForFloatingIPNotFound",
    );
  }
  return { port_id: port.id, fixed_ip_address: ip, router_id: router.id };
}

export function createFloatingIp(call: Call): Answer {
  const asked = read(call, "floatingip", floatingInput);
  const network = find(call, networkKind, asked.floating_network_id);
  if (!network["router:external"])
    throw bad(`Bad floatingip request: Network ${network.id} is not a valid external network.`, "BadRequest");
  const subnet = call.site.neutron.subnets.all().find((one) => one.network_id === network.id);
  if (subnet === undefined)
    throw bad(`Bad floatingip request: Network ${network.id} does not contain any IPv4 subnet.`, "BadRequest");
  const wanted = asked.floating_ip_address;
  if (wanted !== undefined && call.site.neutron.floatingIps.all().some((one) => one.floating_ip_address === wanted)) {
    throw inUse(`IP address ${wanted} already allocated in subnet ${subnet.id}`, "IpAddressAlreadyAllocated");
  }
  const row = call.site.neutron.floatingIps.put({
    ...stamp(call),
    revision_number: 0,
    description: asked.description,
    floating_network_id: network.id,
    floating_ip_address: wanted ?? freeAddress(call.site, subnet),
    ...reach(call, network.id, asked.port_id, asked.fixed_ip_address),
    // No L3 agent runs here, as in the real test cloud: the address never comes up.
    status: "DOWN",
    tags: [],
  });
  return made(call, floatingIpKind, row);
}

export function updateFloatingIp(call: Call): Answer {
  const row = findOwn(call, floatingIpKind, param(call, "id"));
  const { port_id: portId, fixed_ip_address: fixed, ...asked } = read(call, "floatingip", floatingChange);
  const target = portId === undefined ? {} : reach(call, row.floating_network_id, portId, fixed);
  const changed = call.site.neutron.floatingIps.put(touched(call, { ...row, ...asked, ...target }));
  return ok({ floatingip: wire(call, floatingIpKind, changed) });
}

export function deleteFloatingIp(call: Call): Answer {
  call.site.neutron.floatingIps.remove(findOwn(call, floatingIpKind, param(call, "id")).id);
  return gone();
}
