import { z } from "zod";
import {
  accepted,
  badRequest,
  conflict,
  notFound,
  ok,
  param,
  parse,
  type Answer,
  type Call,
  type Route,
} from "../call";
import { find as findNeutron } from "../neutron/lists";
import { makePort, portKind, removePort } from "../neutron/ports";
import { findVolume } from "../cinder/volume-create";
import { newUuid } from "../ids";
import { later } from "../work";
import { findServer } from "./find-server";
import { recordAction } from "./instance-actions";
import type { AttachedVolume, ServerRow } from "./records";
import { portsOf } from "./views";

const attachBody = z.object({
  volumeAttachment: z.object({
    volumeId: z.uuid(),
    device: z.string().nullish(),
    tag: z.string().nullish(),
    delete_on_termination: z.boolean().optional(),
  }),
});
const interfaceBody = z.object({
  interfaceAttachment: z.object({
    port_id: z.string().optional(),
    net_id: z.string().optional(),
    fixed_ips: z.array(z.object({ ip_address: z.string() })).optional(),
  }),
});

function view(call: Call, server: ServerRow, one: AttachedVolume) {
  const attachment = call.site.cinder.volumes
    .get(one.volumeId)
    ?.attachments.find((held) => held.serverId === server.id);
  return {
    serverId: server.id,
    volumeId: one.volumeId,
    device: one.device,
    ...(call.minor >= 70 ? { tag: one.tag } : {}),
    ...(call.minor >= 79 ? { delete_on_termination: one.deleteOnTermination } : {}),
    ...(call.minor >= 89 ? { attachment_id: attachment?.id ?? null, bdm_uuid: newUuid() } : { id: one.volumeId }),
  };
}

function attach(call: Call): Answer {
  const server = findServer(call, param(call, "id"));
  const asked = parse(call, attachBody).volumeAttachment;
  const volume = findVolume(call, asked.volumeId);
  if (!["active", "stopped", "paused"].includes(server.vmState))
    throw conflict(`Cannot 'attach_volume' instance ${server.id} while it is in vm_state ${server.vmState}`);
  if (server.volumes.some((one) => one.volumeId === volume.id))
    throw badRequest(`Invalid volume: volume ${volume.id} already attached`);
  if (volume.status !== "available") {
    throw badRequest(
      `Invalid volume: volume ${volume.id} status must be available or downloading to reserve, but the current status is ${volume.status}.`,
    );
  }
  const one = {
    volumeId: volume.id,
    device: asked.device ?? freeDevice(server),
    tag: asked.tag ?? null,
    deleteOnTermination: asked.delete_on_termination ?? false,
    boot: false,
  };
  call.site.cinder.volumes.patch(volume.id, { status: "reserved", updatedAt: call.world.clock.now() });
  call.site.nova.servers.patch(server.id, { volumes: [...server.volumes, one] });
  recordAction(call, server.id, "attach_volume");
  later(call.world, {
    site: call.site,
    kind: "volume-attached",
    target: volume.id,
    seconds: 0.8,
    args: { server: server.id, device: one.device },
  });
  return ok({ volumeAttachment: view(call, server, one) });
}

function freeDevice(server: ServerRow): string {
  const used = new Set(server.volumes.map((one) => one.device.at(-1)));
  const letters = [..."bcdefghijklmnopqrstuvwxyz"];
  return `/dev/vd${letters.find((letter) => !used.has(letter)) ?? "z"}`;
}

function findAttached(call: Call): { server: ServerRow; one: AttachedVolume } {
  const server = findServer(call, param(call, "id"));
  const one = server.volumes.find((held) => held.volumeId === param(call, "volume"));
  if (one === undefined) throw notFound(`Instance ${server.id} is not attached to volume ${param(call, "volume")}`);
  return { server, one };
}

function detach(call: Call): Answer {
  const { server, one } = findAttached(call);
  if (one.boot) throw badRequest("Cannot detach a root device volume");
  const volume = call.site.cinder.volumes.get(one.volumeId);
  if (volume?.status !== "in-use")
    throw badRequest(
      `Invalid volume: Invalid input received: Invalid volume: Unable to detach volume. Volume status must be 'in-use' and attach_status must be 'attached' to detach.`,
    );
  call.site.cinder.volumes.patch(one.volumeId, { status: "detaching", updatedAt: call.world.clock.now() });
  recordAction(call, server.id, "detach_volume");
  later(call.world, {
    site: call.site,
    kind: "volume-detached",
    target: one.volumeId,
    seconds: 0.8,
    args: { server: server.id },
  });
  return accepted();
}

function interfaceView(call: Call, port: ReturnType<typeof portsOf>[number]) {
  return {
    net_id: port.network_id,
    port_id: port.id,
    mac_addr: port.mac_address,
    port_state: port.status,
    fixed_ips: port.fixed_ips,
    ...(call.minor >= 70 ? { tag: null } : {}),
  };
}

function addInterface(call: Call): Answer {
  const server = findServer(call, param(call, "id"));
  const asked = parse(call, interfaceBody).interfaceAttachment;
  if (asked.port_id === undefined && asked.net_id === undefined) throw badRequest("Must specify port_id or net_id");
  const port =
    asked.port_id === undefined
      ? makePort(call, {
          network_id: asked.net_id ?? "",
          ...(asked.fixed_ips === undefined ? {} : { fixed_ips: asked.fixed_ips }),
        })
      : findNeutron(call, portKind, asked.port_id);
  if (port.device_id !== "") throw badRequest(`Port ${port.id} is still in use.`);
  const plugged = call.site.neutron.ports.put({
    ...port,
    device_id: server.id,
    device_owner: "compute:nova",
    status: "ACTIVE",
  });
  if (asked.port_id === undefined)
    call.site.nova.servers.patch(server.id, { ownPortIds: [...server.ownPortIds, port.id] });
  recordAction(call, server.id, "attach_interface");
  return ok({ interfaceAttachment: interfaceView(call, plugged) });
}

function removeInterface(call: Call): Answer {
  const server = findServer(call, param(call, "id"));
  const port = portsOf(call, server.id).find((one) => one.id === param(call, "port"));
  if (port === undefined) throw notFound(`Port id ${param(call, "port")} could not be found.`);
  if (server.ownPortIds.includes(port.id)) removePort(call, port.id);
  else call.site.neutron.ports.put({ ...port, device_id: "", device_owner: "", status: "DOWN" });
  recordAction(call, server.id, "detach_interface");
  return accepted();
}

export const attachmentRoutes: Route[] = [
  {
    method: "GET",
    path: "/v2.1/servers/:id/os-volume_attachments",
    can: "reader",
    rule: "os_compute_api:os-volumes-attachments:index",
    handle: (call) => {
      const server = findServer(call, param(call, "id"));
      return ok({ volumeAttachments: server.volumes.map((one) => view(call, server, one)) });
    },
  },
  {
    method: "POST",
    path: "/v2.1/servers/:id/os-volume_attachments",
    can: "member",
    rule: "os_compute_api:os-volumes-attachments:create",
    handle: attach,
  },
  {
    method: "GET",
    path: "/v2.1/servers/:id/os-volume_attachments/:volume",
    can: "reader",
    rule: "os_compute_api:os-volumes-attachments:show",
    handle: (call) => {
      const { server, one } = findAttached(call);
      return ok({ volumeAttachment: view(call, server, one) });
    },
  },
  {
    method: "DELETE",
    path: "/v2.1/servers/:id/os-volume_attachments/:volume",
    can: "member",
    rule: "os_compute_api:os-volumes-attachments:delete",
    handle: detach,
  },
  {
    method: "GET",
    path: "/v2.1/servers/:id/os-interface",
    can: "reader",
    rule: "os_compute_api:os-attach-interfaces:list",
    handle: (call) =>
      ok({
        interfaceAttachments: portsOf(call, findServer(call, param(call, "id")).id).map((port) =>
          interfaceView(call, port),
        ),
      }),
  },
  {
    method: "POST",
    path: "/v2.1/servers/:id/os-interface",
    can: "member",
    rule: "os_compute_api:os-attach-interfaces:create",
    handle: addInterface,
  },
  {
    method: "DELETE",
    path: "/v2.1/servers/:id/os-interface/:port",
    can: "member",
    rule: "os_compute_api:os-attach-interfaces:delete",
    handle: removeInterface,
  },
];
