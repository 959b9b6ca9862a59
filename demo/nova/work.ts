import { withBytes } from "../glance-records";
import { newUuid } from "../ids";
import type { Finishing, Work } from "../work";
import { later } from "../work";

/** How each order to Nova ends. */
export const novaWork: Record<string, Work> = {
  "server-built": build,
  "server-started": ({ world, site, task }) => {
    site.nova.servers.patch(task.target, {
      status: "ACTIVE",
      vmState: "active",
      taskState: null,
      powerState: 1,
      updatedAt: world.clock.now(),
    });
  },
  "server-stopped": ({ world, site, task }) => {
    site.nova.servers.patch(task.target, {
      status: "SHUTOFF",
      vmState: "stopped",
      taskState: null,
      powerState: 4,
      updatedAt: world.clock.now(),
    });
  },
  "server-imaged": ({ world, site, task }) => {
    const server = site.nova.servers.get(task.target);
    const image = site.images.get(task.args["image"] ?? "");
    if (server !== undefined) site.nova.servers.patch(server.id, { taskState: null, updatedAt: world.clock.now() });
    if (image === undefined) return;
    if (task.fails !== null || server === undefined) site.images.remove(image.id);
    else site.images.put(withBytes(world, image, server.rootHash));
  },
  "server-deleted": remove,
  "volume-attached": ({ world, site, task }) => {
    const volume = site.cinder.volumes.get(task.target);
    if (volume === undefined) return;
    const now = world.clock.now();
    if (task.fails !== null) {
      forget({ world, site, task });
      site.cinder.volumes.patch(volume.id, { status: "available", updatedAt: now });
      return;
    }
    const attachment = {
      id: newUuid(),
      serverId: task.args["server"] ?? "",
      device: task.args["device"] ?? "/dev/vdb",
      attachedAt: now,
    };
    site.cinder.volumes.patch(volume.id, { status: "in-use", attachments: [attachment], updatedAt: now });
  },
  "volume-detached": ({ world, site, task }) => {
    if (task.fails !== null) {
      site.cinder.volumes.patch(task.target, { status: "in-use", updatedAt: world.clock.now() });
      return;
    }
    forget({ world, site, task });
    site.cinder.volumes.patch(task.target, {
      status: "available",
      attachments: [],
      updatedAt: world.clock.now(),
    });
  },
};

function forget({ site, task }: Finishing): void {
  const server = site.nova.servers.get(task.args["server"] ?? "");
  if (server !== undefined)
    site.nova.servers.patch(server.id, {
      volumes: server.volumes.filter((one) => one.volumeId !== task.target),
    });
}

/** A server waits for the volumes that are made for it. */
function build({ world, site, task }: Finishing): void {
  const server = site.nova.servers.get(task.target);
  if (server === undefined) return;
  const now = world.clock.now();
  const volumes = server.volumes.map((one) => site.cinder.volumes.get(one.volumeId));
  const failed =
    task.fails ??
    (volumes.some((volume) => volume === undefined || volume.status === "error")
      ? "Build of instance aborted: Volume did not finish being created"
      : null);
  if (failed !== null) {
    site.nova.servers.patch(server.id, {
      status: "ERROR",
      vmState: "error",
      taskState: null,
      fault: failed,
      updatedAt: now,
    });
    for (const volume of volumes)
      if (volume?.status === "reserved") site.cinder.volumes.patch(volume.id, { status: "available" });
    return;
  }
  if (volumes.some((volume) => volume?.status === "creating")) {
    later(world, { site, kind: "server-built", target: server.id, seconds: 0.5 });
    return;
  }
  for (const one of server.volumes) {
    const attachment = { id: newUuid(), serverId: server.id, device: one.device, attachedAt: now };
    site.cinder.volumes.patch(one.volumeId, { status: "in-use", attachments: [attachment], updatedAt: now });
  }
  site.nova.servers.patch(server.id, {
    status: "ACTIVE",
    vmState: "active",
    taskState: null,
    powerState: 1,
    launchedAt: now,
    updatedAt: now,
  });
}

function remove({ world, site, task }: Finishing): void {
  const server = site.nova.servers.get(task.target);
  if (server === undefined) return;
  if (task.fails !== null) {
    site.nova.servers.patch(server.id, {
      status: "ERROR",
      vmState: "error",
      taskState: null,
      fault: task.fails,
    });
    return;
  }
  for (const one of server.volumes) {
    if (one.deleteOnTermination) site.cinder.volumes.remove(one.volumeId);
    else
      site.cinder.volumes.patch(one.volumeId, {
        status: "available",
        attachments: [],
        updatedAt: world.clock.now(),
      });
  }
  for (const port of site.neutron.ports.all()) {
    if (port.device_id !== server.id) continue;
    if (server.ownPortIds.includes(port.id)) dropPort({ world, site, task }, port.id);
    else site.neutron.ports.put({ ...port, device_id: "", device_owner: "", status: "DOWN" });
  }
  site.nova.servers.remove(server.id);
}

function dropPort({ site }: Finishing, portId: string): void {
  for (const one of site.neutron.floatingIps.all()) {
    if (one.port_id === portId)
      site.neutron.floatingIps.put({ ...one, port_id: null, fixed_ip_address: null, router_id: null });
  }
  site.neutron.ports.remove(portId);
}
