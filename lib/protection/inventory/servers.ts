import type { Dependency } from "@/lib/domain/resource";
import type { Server } from "@/lib/openstack/nova/schemas";
import { facts, named, type ListInventory, type ListedResource } from "./listing";

type Names = { volumes: Map<string, string>; images: Map<string, string> };

/** Servers with what they stand on. Names of volumes and images come by one call each, not one a row. */
export const listServers: ListInventory = async (cloud, { search, marker, limit }) => {
  const [page, volumes, images] = await Promise.all([
    cloud.nova.servers.page({
      limit,
      marker,
      name: search ? literally(search) : undefined,
      sort_key: "display_name",
      sort_dir: "asc",
    }),
    cloud.cinder.volumes.names(),
    cloud.glance.images.list({ visibility: "all", limit: 1000 }),
  ]);
  const names: Names = {
    volumes: new Map(volumes.map((volume) => [volume.id, named(volume.name, volume.id)])),
    images: new Map(images.map((image) => [image.id, named(image.name, image.id)])),
  };
  return {
    rows: page.items.map((server) => serverRow(server, { siteId: cloud.site.id, names })),
    nextMarker: page.next,
    total: null,
  };
};

// Nova reads the filter as a regular expression of its database.
function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

export function serverRow(server: Server, { siteId, names }: { siteId: string; names: Names }): ListedResource {
  const { flavor } = server;
  return {
    kind: "OS::Nova::Server",
    id: server.id,
    name: named(server.name, server.id),
    siteId,
    status: server.status,
    sizeGiB: null,
    createdAt: server.created,
    facts: facts({
      Flavor: flavor.original_name ?? flavor.id,
      Size: flavor.vcpus ? `${flavor.vcpus} vCPU, ${(flavor.ram ?? 0) / 1024} GiB` : null,
      Addresses: addressesOf(server).join(", "),
      Zone: server["OS-EXT-AZ:availability_zone"],
      Boots: server.image ? "from image" : "from volume",
    }),
    dependsOn: dependenciesOf(server, names),
  };
}

function addressesOf(server: Server): string[] {
  return Object.values(server.addresses).flatMap((entries) => entries.map((entry) => entry.addr));
}

function dependenciesOf(server: Server, names: Names): Dependency[] {
  const { flavor } = server;
  const flavorName = flavor.original_name ?? flavor.id;
  return [
    ...server["os-extended-volumes:volumes_attached"].map(({ id }): Dependency => ({
      kind: "OS::Cinder::Volume",
      id,
      name: names.volumes.get(id) ?? id,
    })),
    ...(server.image
      ? [
          {
            kind: "OS::Glance::Image",
            id: server.image.id,
            name: names.images.get(server.image.id) ?? server.image.id,
          } as const,
        ]
      : []),
    ...Object.keys(server.addresses).map((name): Dependency => ({ kind: "OS::Neutron::Network", id: name, name })),
    ...unique(server.security_groups.map(({ name }) => name)).map((name): Dependency => ({
      kind: "OS::Neutron::SecurityGroup",
      id: name,
      name,
    })),
    ...(server.key_name ? [{ kind: "OS::Nova::KeyPair", id: server.key_name, name: server.key_name } as const] : []),
    ...(flavorName ? [{ kind: "OS::Nova::Flavor", id: flavorName, name: flavorName } as const] : []),
  ];
}

const unique = (words: string[]): string[] => [...new Set(words)];
