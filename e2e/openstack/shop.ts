import type { Cloud } from "../../lib/openstack/cloud";
import { cloudUnderTest, type CloudUnderTest } from "../../lib/openstack/testing/cloud-under-test";
import { becomes, servicesAreUp } from "./workload";

export const SERVERS = ["web", "app", "db"] as const;
type Part = (typeof SERVERS)[number];
const ADDRESS: Record<Part, string> = { web: "10.78.0.11", app: "10.78.0.12", db: "10.78.0.13" };

/** Three servers on a private network behind a router: the web has a floating address, the database two data volumes. */
export type Shop = {
  name: string;
  test: CloudUnderTest;
  cloud: Cloud;
  servers: Record<Part, string>;
  /** The database's data volumes. */
  volumes: string[];
};

export async function makeShop(name: string): Promise<Shop> {
  const test = await cloudUnderTest();
  await servicesAreUp({ test });
  const cloud = await test.as("demo");
  const { neutron, nova, cinder, glance } = cloud;
  const [outside] = await neutron.networks.external();
  const [image] = await glance.images.list({ name: "tiny", visibility: "public" });
  const flavor = (await nova.flavors.list()).sort((a, b) => a.ram - b.ram)[0];
  if (!outside || !image || !flavor) throw new Error("The cloud has no external network, no image tiny, or no flavor");
  const network = await neutron.networks.create({ name });
  const subnet = await neutron.subnets.create({ name, network_id: network.id, ip_version: 4, cidr: "10.78.0.0/24" });
  const router = await neutron.routers.create({ name, external_gateway_info: { network_id: outside.id } });
  await neutron.routers.addInterface(router.id, { subnet_id: subnet.id });
  const groups = await referringGroups(cloud, name);
  const servers = {} as Record<Part, string>;
  for (const part of SERVERS) {
    const port = await neutron.ports.create({
      network_id: network.id,
      name: `${name}-${part}`,
      security_groups: [groups[part === "db" ? "db" : "front"]],
      fixed_ips: [{ subnet_id: subnet.id, ip_address: ADDRESS[part] }],
    });
    const server = await nova.servers.create({
      name: `${name}-${part}`,
      flavorRef: flavor.id,
      imageRef: image.id,
      networks: [{ port: port.id }],
      metadata: { shop: name },
    });
    await becomes(async () => (await nova.servers.get(server.id)).status, "ACTIVE");
    servers[part] = server.id;
    if (part === "web") await neutron.floatingIps.create({ floating_network_id: outside.id, port_id: port.id });
  }
  const volumes: string[] = [];
  for (const part of ["data", "log"]) {
    const { id } = await cinder.volumes.create({ name: `${name}-${part}`, size: 1, volume_type: "standard" });
    await becomes(async () => (await cinder.volumes.get(id)).status, "available");
    await nova.attachments.attach(servers.db, { volumeId: id });
    await becomes(async () => (await cinder.volumes.get(id)).status, "in-use");
    volumes.push(id);
  }
  return { name, test, cloud, servers, volumes };
}

/** Two security groups, each of which lets in what the other holds. */
async function referringGroups({ neutron }: Cloud, name: string): Promise<{ front: string; db: string }> {
  const front = await neutron.securityGroups.create({ name: `${name}-front` });
  const db = await neutron.securityGroups.create({ name: `${name}-db` });
  const open = { direction: "ingress" as const, ethertype: "IPv4" as const, protocol: "tcp" };
  await neutron.securityGroupRules.create({
    ...open,
    security_group_id: db.id,
    port_range_min: 5432,
    port_range_max: 5432,
    remote_group_id: front.id,
  });
  await neutron.securityGroupRules.create({
    ...open,
    security_group_id: front.id,
    port_range_min: 443,
    port_range_max: 443,
    remote_group_id: db.id,
  });
  return { front: front.id, db: db.id };
}

/** The fixed addresses and MACs of the shop's servers that run at a site, by server. */
export async function addressesAt(cloud: Cloud, name: string): Promise<Record<string, string[]>> {
  const servers = (await cloud.nova.servers.list()).filter(
    (server) => server.name.startsWith(`${name}-`) && server.status === "ACTIVE",
  );
  const known = await Promise.all(
    servers.map(async (server): Promise<[string, string[]]> => {
      const ports = await cloud.neutron.ports.list({ device_id: server.id });
      return [
        server.name,
        ports.flatMap((port) => [port.mac_address, ...port.fixed_ips.map((ip) => ip.ip_address)]).sort(),
      ];
    }),
  );
  return Object.fromEntries(known.sort(([a], [b]) => a.localeCompare(b)));
}

/** Takes away all of the shop at both sites, whoever made it. */
export async function clearShop({ name, test }: Shop): Promise<void> {
  for (const region of ["one", "two"] as const) await clearAt(await test.as("demo", { region }), name);
  await test.stop();
}

async function clearAt({ nova, cinder, neutron, projectId }: Cloud, name: string): Promise<void> {
  const mine = <T extends { name?: string | null }>(things: T[]) =>
    things.filter((thing) => thing.name?.startsWith(name));
  const servers = mine(await nova.servers.list());
  for (const { id } of servers) await nova.servers.remove(id);
  await becomes(async () => mine(await nova.servers.list()).length, 0);
  for (const { id } of mine(await cinder.volumes.list())) {
    await becomes(async () => (await cinder.volumes.get(id)).status, "available");
    await cinder.volumes.remove(id);
  }
  const own = { project_id: projectId };
  // A router is held by the addresses that lead through it.
  const networks = mine(await neutron.networks.list(own));
  const ports = (await Promise.all(networks.map(({ id }) => neutron.ports.list({ network_id: id })))).flat();
  for (const { id, port_id } of await neutron.floatingIps.list(own))
    if (ports.some((port) => port.id === port_id)) await neutron.floatingIps.remove(id);
  for (const network of networks) {
    for (const router of mine(await neutron.routers.list(own))) {
      for (const port of await neutron.ports.list({ device_id: router.id, network_id: network.id }))
        await neutron.routers.removeInterface(router.id, { port_id: port.id });
    }
    for (const port of await neutron.ports.list({ network_id: network.id })) await neutron.ports.remove(port.id);
    await neutron.networks.remove(network.id);
  }
  for (const router of mine(await neutron.routers.list(own))) await neutron.routers.remove(router.id);
  for (const group of mine(await neutron.securityGroups.list(own))) await neutron.securityGroups.remove(group.id);
}
