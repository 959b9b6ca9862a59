import { z } from "zod";
import { ApiError, ok, param, parse, type Answer, type Call } from "../call";
import { bad, find, findOwn, inUse, touched, type Kind } from "./lists";
import { subnetKind } from "./networks";
import { makePort, portKind } from "./ports";
import type { RouterRow } from "./records";

export const routerKind: Kind<RouterRow> = {
  word: "router",
  noun: "Router",
  rows: (tables) => tables.routers,
};
const interfaceInput = z.object({ subnet_id: z.string().optional(), port_id: z.string().optional() });

export function interfaces(call: Call, routerId: string) {
  return call.site.neutron.ports
    .all()
    .filter((port) => port.device_id === routerId && port.device_owner === "network:router_interface");
}

function interfaceView(
  call: Call,
  router: RouterRow,
  port: { id: string; network_id: string },
  subnetId: string,
): Answer {
  return ok({
    id: router.id,
    tenant_id: call.projectId,
    port_id: port.id,
    network_id: port.network_id,
    subnet_id: subnetId,
    subnet_ids: [subnetId],
  });
}

export function addInterface(call: Call): Answer {
  const router = findOwn(call, routerKind, param(call, "id"));
  const asked = parse(call, interfaceInput);
  const tables = call.site.neutron;
  if (asked.port_id !== undefined) {
    const port = findOwn(call, portKind, asked.port_id);
    if (port.device_id !== "")
      throw inUse(
        `Unable to complete operation on port ${port.id} for network ${port.network_id}. Port already has an attached device ${port.device_id}.`,
        "PortInUse",
      );
    tables.ports.put(
      touched(call, {
        ...port,
        device_id: router.id,
        device_owner: "network:router_interface",
        status: "ACTIVE",
      }),
    );
    return interfaceView(call, router, port, port.fixed_ips[0]?.subnet_id ?? "");
  }
  if (asked.subnet_id === undefined)
    throw bad("Bad router request: Either subnet_id or port_id must be specified.", "BadRequest");
  const subnet = find(call, subnetKind, asked.subnet_id);
  if (interfaces(call, router.id).some((port) => port.fixed_ips.some((ip) => ip.subnet_id === subnet.id))) {
    throw bad(`Bad router request: Router already has a port on subnet ${subnet.id}.`, "BadRequest");
  }
  if (subnet.gateway_ip === null)
    throw bad("Bad router request: Subnet for router interface must have a gateway IP.", "BadRequest");
  const port = makePort(call, {
    network_id: subnet.network_id,
    device_id: router.id,
    device_owner: "network:router_interface",
    fixed_ips: [{ subnet_id: subnet.id, ip_address: subnet.gateway_ip }],
    port_security_enabled: false,
  });
  return interfaceView(call, router, port, subnet.id);
}

export function removeInterface(call: Call): Answer {
  const router = findOwn(call, routerKind, param(call, "id"));
  const asked = parse(call, interfaceInput);
  const port = interfaces(call, router.id).find(
    (one) => one.id === asked.port_id || one.fixed_ips.some((ip) => ip.subnet_id === asked.subnet_id),
  );
  if (port === undefined)
    throw new ApiError(
      404,
      `Router ${router.id} has no interface on subnet ${asked.subnet_id ?? asked.port_id ?? ""}`,
      "RouterInterfaceNotFoundForSubnet",
    );
  const subnetId = port.fixed_ips[0]?.subnet_id ?? "";
  const needed = call.site.neutron.floatingIps
    .all()
    .some(
      (one) =>
        one.router_id === router.id &&
        one.port_id !== null &&
        call.site.neutron.ports.get(one.port_id)?.network_id === port.network_id,
    );
  if (needed)
    throw inUse(
      `Router interface for subnet ${subnetId} on router ${router.id} cannot be deleted, as it is required by one or more floating IPs.`,
      "RouterInterfaceInUseByFloatingIP",
    );
  call.site.neutron.ports.remove(port.id);
  return interfaceView(call, router, port, subnetId);
}
