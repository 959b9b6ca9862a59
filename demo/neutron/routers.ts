import { z } from "zod";
import { gone, ok, param, type Answer, type Call, type Route } from "../call";
import { freeAddress } from "./addresses";
import { bad, find, findOwn, inUse, listAll, made, read, show, stamp, touched, wire } from "./lists";
import { networkKind } from "./networks";
import type { Gateway } from "./records";
import { routerKind, interfaces, addInterface, removeInterface } from "./router-interfaces";
import { floatingIpKind, createFloatingIp, updateFloatingIp, deleteFloatingIp } from "./floating-ips";

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

function gateway(call: Call, asked: z.output<typeof gatewayInput> | null | undefined): Gateway | null {
  if (asked === null || asked === undefined) return null;
  const network = find(call, networkKind, asked.network_id);
  if (!network["router:external"])
    throw bad(`Bad router request: Network ${network.id} is not an external network.`, "BadRequest");
  const subnet = call.site.neutron.subnets.all().find((one) => one.network_id === network.id);
  const wanted = asked.external_fixed_ips?.[0]?.ip_address;
  const ips =
    subnet === undefined ? [] : [{ subnet_id: subnet.id, ip_address: wanted ?? freeAddress(call.site, subnet) }];
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
  const changed = call.site.neutron.routers.put(touched(call, { ...row, ...asked, external_gateway_info: wanted }));
  return ok({ router: wire(call, routerKind, changed) });
}

function deleteRouter(call: Call): Answer {
  const row = findOwn(call, routerKind, param(call, "id"));
  if (interfaces(call, row.id).length > 0) throw inUse(`Router ${row.id} still has ports`, "RouterInUse");
  call.site.neutron.routers.remove(row.id);
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
