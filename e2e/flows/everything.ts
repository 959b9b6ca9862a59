import type { Cloud } from "@/lib/openstack/cloud";

export type Everything = Record<string, string[]>;

/** The ids of all that the project has at these sites, kind by kind; records of backups and their bytes included. */
export async function everything(...clouds: Cloud[]): Promise<Everything> {
  const parts = await Promise.all(clouds.map(ofSite));
  return Object.fromEntries(parts.flat());
}

async function ofSite({ site, projectId, nova, cinder, glance, neutron }: Cloud): Promise<[string, string[]][]> {
  const own = { project_id: projectId };
  const kinds: [string, Promise<{ id: string }[]>][] = [
    ["servers", nova.servers.list()],
    ["volumes", cinder.volumes.list()],
    ["snapshots", cinder.snapshots.list()],
    ["backups", cinder.backups.list()],
    ["images", glance.images.list({ owner: projectId })],
    ["networks", neutron.networks.list(own)],
    ["subnets", neutron.subnets.list(own)],
    ["ports", neutron.ports.list(own)],
    ["routers", neutron.routers.list(own)],
    ["floating addresses", neutron.floatingIps.list(own)],
    ["security groups", neutron.securityGroups.list(own)],
  ];
  return Promise.all(
    kinds.map(async ([kind, list]): Promise<[string, string[]]> => [
      `${site.name} ${kind}`,
      (await list).map(({ id }) => id).sort(),
    ]),
  );
}
