import { wordOf } from "@/lib/domain/remove-restored";
import { AppError } from "@/lib/domain/errors";
import type { RemoveRestoredInput } from "@/lib/domain/restore-steps";
import type { Cloud } from "@/lib/openstack/cloud";
import { isOpenStackError } from "@/lib/openstack/error";

type Thing = RemoveRestoredInput["things"][number];
type Way = {
  find: (cloud: Cloud, id: string) => Promise<unknown>;
  remove: (cloud: Cloud, thing: Thing) => Promise<unknown>;
};

const WAYS: Record<string, Way> = {
  "OS::Nova::Server": {
    find: (cloud, id) => cloud.nova.servers.find(id),
    remove: (cloud, { resourceId }) => cloud.nova.servers.remove(resourceId),
  },
  "OS::Cinder::Volume": { find: (cloud, id) => cloud.cinder.volumes.find(id), remove: removeVolume },
  "OS::Glance::Image": {
    find: (cloud, id) => cloud.glance.images.find(id),
    remove: (cloud, { resourceId }) => cloud.glance.images.remove(resourceId),
  },
  "OS::Nova::ServerGroup": {
    find: (cloud, id) => cloud.nova.serverGroups.find(id),
    remove: (cloud, { resourceId }) => cloud.nova.serverGroups.remove(resourceId),
  },
  "OS::Nova::KeyPair": {
    find: (cloud, id) => cloud.nova.keypairs.find(id),
    remove: (cloud, { resourceId }) => cloud.nova.keypairs.remove(resourceId),
  },
  "OS::Neutron::FloatingIP": {
    find: (cloud, id) => cloud.neutron.floatingIps.find(id),
    remove: (cloud, { resourceId }) => cloud.neutron.floatingIps.remove(resourceId),
  },
  "OS::Neutron::Port": {
    find: (cloud, id) => cloud.neutron.ports.find(id),
    remove: (cloud, { resourceId }) => cloud.neutron.ports.remove(resourceId),
  },
  "OS::Neutron::Router": { find: (cloud, id) => cloud.neutron.routers.find(id), remove: removeRouter },
  "OS::Neutron::Subnet": {
    find: (cloud, id) => cloud.neutron.subnets.find(id),
    remove: (cloud, { resourceId }) => cloud.neutron.subnets.remove(resourceId),
  },
  "OS::Neutron::Network": {
    find: (cloud, id) => cloud.neutron.networks.find(id),
    remove: (cloud, { resourceId }) => cloud.neutron.networks.remove(resourceId),
  },
  "OS::Neutron::SecurityGroup": {
    find: (cloud, id) => cloud.neutron.securityGroups.find(id),
    remove: (cloud, { resourceId }) => cloud.neutron.securityGroups.remove(resourceId),
  },
};

/** Looks, asks for the removal, and looks again later: true once it is gone, null until then. */
export async function removeThing(cloud: Cloud, thing: Thing): Promise<true | null> {
  const way = wayOf(thing.kind);
  if (!(await way.find(cloud, thing.resourceId))) return true;
  try {
    await way.remove(cloud, thing);
  } catch (error) {
    // Still in use by something that is just going, or already going itself: the next look tells.
    if (!isOpenStackError(error, "conflict")) throw error;
  }
  return null;
}

/** What of these is still there, asked for anew. */
export async function stillThere(cloudOf: (siteId: string) => Promise<Cloud>, things: Thing[]): Promise<Thing[]> {
  const left: Thing[] = [];
  for (const thing of things)
    if (await wayOf(thing.kind).find(await cloudOf(thing.siteId), thing.resourceId)) left.push(thing);
  return left;
}

async function removeVolume(cloud: Cloud, { resourceId, name }: Thing): Promise<void> {
  const volume = await cloud.cinder.volumes.find(resourceId);
  if (!volume || volume.status === "deleting") return;
  const servers = await Promise.all(
    volume.attachments.map(({ server_id }) => (server_id ? cloud.nova.servers.find(server_id) : null)),
  );
  const holder = servers.find(
    (server) => server && server.status !== "DELETED" && server["OS-EXT-STS:task_state"] !== "deleting",
  );
  if (holder)
    throw new AppError("conflict", `Volume ${name} is attached to ${holder.name}, which this restore did not make.`, {
      safe: "The volume and the server are unchanged.",
      remedy: `Detach it from ${holder.name} first, then try again from this step.`,
    });
  if (volume.status === "available" || volume.status.startsWith("error")) await cloud.cinder.volumes.remove(resourceId);
}

/** A router goes only after its interfaces. */
async function removeRouter(cloud: Cloud, { resourceId }: Thing): Promise<void> {
  const ports = await cloud.neutron.ports.list({ device_id: resourceId });
  for (const port of ports.filter(
    ({ device_owner }) =>
      device_owner.startsWith("network:router_interface") ||
      device_owner.startsWith("network:ha_router_replicated_interface"),
  ))
    await cloud.neutron.routers.removeInterface(resourceId, { port_id: port.id });
  await cloud.neutron.routers.remove(resourceId);
}

function wayOf(kind: string): Way {
  const way = WAYS[kind];
  if (!way)
    throw new AppError("invalid", `A ${wordOf(kind)} cannot be removed by Breakwater.`, {
      remedy: "Remove it with the cloud's own tools.",
    });
  return way;
}
