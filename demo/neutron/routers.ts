import { z } from "zod";
import { ApiError, gone, ok, param, parse, type Answer, type Call, type Route } from "../call";
import { freeAddress } from "./addresses";
import {
  bad,
  find,
  findOwn,
  inUse,
  listAll,
  made,
  read,
  show,
  stamp,
  touched,
  wire,
  type Kind,
} from "./lists";
import { networkKind, subnetKind } from "./networks";
import { makePort, portKind } from "./ports";
import type { FloatingIpRow, Gateway, RouterRow } from "./records";

export const routerKind: Kind<RouterRow> = {
  word: "router",
  noun: "Router",
  rows: (tables) => tables.routers,
};

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

const gatewayInput = z.object({
  network_id: z.uuid(),
  enable_snat: z.boolean().optional(),
  external_fixed_ips: z
    .array(z.object({ subnet_id: z.string().optional(), ip_address: z.string().optional() }))
    .optional(),
});
const routesInput = z.array(z.object({ destination: z.string(), nexthop: z.string() }));
const routerInput = z.strictObject({
  name: z.string().default(""),
  description: z.string().default(""),
  admin_state_up: z.boolean().default(true),
  external_gateway_info: gatewayInput.nullish(),
  availability_zone_hints: z.array(z.string()).default([]),
  project_id: z.string().optional(),
  tenant_id: z.string().optional(),
});
const routerChange = z.strictObject({
  name: z.string().optional(),
  description: z.string().optional(),
  admin_state_up: z.boolean().optional(),
  /** `{}` takes the gateway away. */
  external_gateway_info: gatewayInput.partial().nullish(),
  routes: routesInput.optional(),
});
const interfaceInput = z.object({ subnet_id: z.string().optional(), port_id: z.string().optional() });
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

function gateway(call: Call, asked: z.output<typeof gatewayInput> | null | undefined): Gateway | null {
  if (asked === null || asked === undefined) return null;
  const network = find(call, networkKind, asked.network_id);
  if (!network["router:external"])
    throw bad(`Bad router request: Network ${network.id} is not an external network.`, "BadRequest");
  const subnet = call.site.neutron.subnets.all().find((one) => one.network_id === network.id);
  const wanted = asked.external_fixed_ips?.[0]?.ip_address;
  const ips =
    subnet === undefined
      ? []
      : [{ subnet_id: subnet.id, ip_address: wanted ?? freeAddress(call.site, subnet) }];
  return { network_id: network.id, enable_snat: asked.enable_snat ?? true, external_fixed_ips: ips };
}

function createRouter(call: Call): Answer {
  const { project_id: _project, tenant_id: _tenant, ...asked } = read(call, "router", routerInput);
  const row = call.site.neutron.routers.put({
    ...stamp(call),
    ...asked,
    external_gateway_info: gateway(call, asked.external_gateway_info),
    status: "ACTIVE",
    routes: [],
    availability_zones: [],
    flavor_id: null,
    tags: [],
  });
  return made(call, routerKind, row);
}

function updateRouter(call: Call): Answer {
  const row = findOwn(call, routerKind, param(call, "id"));
  const { external_gateway_info: info, ...asked } = read(call, "router", routerChange);
  const network = info?.network_id;
  const wanted =
    info === undefined
      ? row.external_gateway_info
      : gateway(call, network === undefined ? null : { ...info, network_id: network });
  const changed = call.site.neutron.routers.put(
    touched(call, { ...row, ...asked, external_gateway_info: wanted }),
  );
  return ok({ router: wire(call, routerKind, changed) });
}

function deleteRouter(call: Call): Answer {
  const row = findOwn(call, routerKind, param(call, "id"));
  if (interfaces(call, row.id).length > 0) throw inUse(`Router ${row.id} still has ports`, "RouterInUse");
  call.site.neutron.routers.remove(row.id);
  return gone();
}

function interfaces(call: Call, routerId: string) {
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

function addInterface(call: Call): Answer {
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

function removeInterface(call: Call): Answer {
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

/** Through which router an address reaches a port, or a refusal as Neutron words it. */
function reach(
  call: Call,
  networkId: string,
  portId: string | null | undefined,
  fixed: string | null | undefined,
) {
  if (portId === null || portId === undefined)
    return { port_id: null, fixed_ip_address: null, router_id: null };
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

function createFloatingIp(call: Call): Answer {
  const asked = read(call, "floatingip", floatingInput);
  const network = find(call, networkKind, asked.floating_network_id);
  if (!network["router:external"])
    throw bad(`Bad floatingip request: Network ${network.id} is not a valid external network.`, "BadRequest");
  const subnet = call.site.neutron.subnets.all().find((one) => one.network_id === network.id);
  if (subnet === undefined)
    throw bad(
      `Bad floatingip request: Network ${network.id} does not contain any IPv4 subnet.`,
      "BadRequest",
    );
  const wanted = asked.floating_ip_address;
  if (
    wanted !== undefined &&
    call.site.neutron.floatingIps.all().some((one) => one.floating_ip_address === wanted)
  ) {
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

function updateFloatingIp(call: Call): Answer {
  const row = findOwn(call, floatingIpKind, param(call, "id"));
  const { port_id: portId, fixed_ip_address: fixed, ...asked } = read(call, "floatingip", floatingChange);
  const target = portId === undefined ? {} : reach(call, row.floating_network_id, portId, fixed);
  const changed = call.site.neutron.floatingIps.put(touched(call, { ...row, ...asked, ...target }));
  return ok({ floatingip: wire(call, floatingIpKind, changed) });
}

function deleteFloatingIp(call: Call): Answer {
  call.site.neutron.floatingIps.remove(findOwn(call, floatingIpKind, param(call, "id")).id);
  return gone();
}

export const routerRoutes: Route[] = [
  {
    method: "GET",
    path: "/v2.0/routers",
    can: "reader",
    rule: "get_router",
    handle: (call) => listAll(call, routerKind),
  },
  { method: "POST", path: "/v2.0/routers", can: "member", rule: "create_router", handle: createRouter },
  {
    method: "GET",
    path: "/v2.0/routers/:id",
    can: "reader",
    rule: "get_router",
    handle: (call) => show(call, routerKind),
  },
  { method: "PUT", path: "/v2.0/routers/:id", can: "member", rule: "update_router", handle: updateRouter },
  { method: "DELETE", path: "/v2.0/routers/:id", can: "member", rule: "delete_router", handle: deleteRouter },
  {
    method: "PUT",
    path: "/v2.0/routers/:id/add_router_interface",
    can: "member",
    rule: "add_router_interface",
    handle: addInterface,
  },
  {
    method: "PUT",
    path: "/v2.0/routers/:id/remove_router_interface",
    can: "member",
    rule: "remove_router_interface",
    handle: removeInterface,
  },
  {
    method: "GET",
    path: "/v2.0/floatingips",
    can: "reader",
    rule: "get_floatingip",
    handle: (call) => listAll(call, floatingIpKind),
  },
  {
    method: "POST",
    path: "/v2.0/floatingips",
    can: "member",
    rule: "create_floatingip",
    handle: createFloatingIp,
  },
  {
    method: "GET",
    path: "/v2.0/floatingips/:id",
    can: "reader",
    rule: "get_floatingip",
    handle: (call) => show(call, floatingIpKind),
  },
  {
    method: "PUT",
    path: "/v2.0/floatingips/:id",
    can: "member",
    rule: "update_floatingip",
    handle: updateFloatingIp,
  },
  {
    method: "DELETE",
    path: "/v2.0/floatingips/:id",
    can: "member",
    rule: "delete_floatingip",
    handle: deleteFloatingIp,
  },
];
