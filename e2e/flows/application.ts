import type { ResourceRef } from "@/lib/domain/resource";
import type { Cloud } from "@/lib/openstack/cloud";
import { until } from "./workload";

export type Application = {
  servers: ResourceRef[];
  dataId: string;
  ports: { address: string; mac: string }[];
};

const PUBLIC_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGk8s1mQbT3Yk0nF1Qe9wq3yB0nq3Hq4m7bqv2cN7p1d it's the shop's";

/** A database on volumes and a web server on an image, in a network with a way out, whose security groups refer to each other. */
export async function makeApplication(cloud: Cloud): Promise<Application> {
  const { neutron } = cloud;
  const network = await neutron.networks.create({ name: "shop" });
  const subnet = await neutron.subnets.create({
    name: "shop",
    network_id: network.id,
    ip_version: 4,
    cidr: "10.55.0.0/24",
    dns_nameservers: ["10.55.0.53"],
  });
  const [outside] = await neutron.networks.external();
  const router = await neutron.routers.create({
    name: "shop",
    external_gateway_info: { network_id: outside?.id ?? "" },
  });
  await neutron.routers.addInterface(router.id, { subnet_id: subnet.id });
  const [web, database] = [await group(cloud, "shop-web"), await group(cloud, "shop-db")];
  await allow(cloud, database, { remote_group_id: web, port_range_min: 5432, port_range_max: 5432 });
  await allow(cloud, web, { remote_group_id: database, port_range_min: 80, port_range_max: 80 });
  await allow(cloud, web, { remote_ip_prefix: "0.0.0.0/0", port_range_min: 443, port_range_max: 443 });
  await cloud.nova.keypairs.import({ name: "shop key", public_key: PUBLIC_KEY });
  const port = (address: string, groupId: string) =>
    neutron.ports.create({
      network_id: network.id,
      fixed_ips: [{ subnet_id: subnet.id, ip_address: address }],
      security_groups: [groupId],
    });
  const [dbPort, webPort] = [await port("10.55.0.10", database), await port("10.55.0.20", web)];
  const images = await cloud.glance.images.list();
  const image = images.find(({ name }) => name === "tiny") ?? images.find(({ status }) => status === "active");
  const [rootId, dataId] = await Promise.all([
    volume(cloud, { name: "shop-root", imageRef: image?.id, size: Math.max(1, image?.min_disk ?? 1) }),
    volume(cloud, { name: "shop-data", metadata: { role: "it's data; echo no" }, size: 1 }),
  ]);
  const flavors = (await cloud.nova.flavors.list()).sort((a, b) => a.disk - b.disk || a.ram - b.ram);
  const flavor = flavors.find(({ disk }) => disk >= (image?.min_disk ?? 0)) ?? flavors.at(-1);
  const server = async (name: string, more: object) => {
    const { id } = await cloud.nova.servers.create({
      name,
      flavorRef: flavor?.id ?? "",
      key_name: "shop key",
      metadata: { owner: 'the "shop"' },
      ...(more as { networks: { port: string }[] }),
    });
    await until(name, async () => (await cloud.nova.servers.get(id)).status === "ACTIVE");
    return { kind: "OS::Nova::Server" as const, id, name };
  };
  const device = (uuid: string, index: number) => ({
    uuid,
    source_type: "volume",
    destination_type: "volume",
    boot_index: index,
  });
  const db = await server("shop-db", {
    networks: [{ port: dbPort.id }],
    block_device_mapping_v2: [device(rootId, 0), device(dataId, -1)],
  });
  const front = await server("shop-web", { networks: [{ port: webPort.id }], imageRef: image?.id });
  await neutron.floatingIps.create({ floating_network_id: outside?.id ?? "", port_id: webPort.id });
  return {
    servers: [db, front],
    dataId,
    ports: [
      { address: "10.55.0.10", mac: dbPort.mac_address },
      { address: "10.55.0.20", mac: webPort.mac_address },
    ],
  };
}

async function group(cloud: Cloud, name: string): Promise<string> {
  return (await cloud.neutron.securityGroups.create({ name })).id;
}

type Rule = { remote_group_id?: string; remote_ip_prefix?: string; port_range_min: number; port_range_max: number };

async function allow(cloud: Cloud, groupId: string, rule: Rule): Promise<void> {
  await cloud.neutron.securityGroupRules.create({
    security_group_id: groupId,
    direction: "ingress",
    ethertype: "IPv4",
    protocol: "tcp",
    ...rule,
  });
}

async function volume(
  cloud: Cloud,
  input: { name: string; size: number; imageRef?: string; metadata?: Record<string, string> },
): Promise<string> {
  const { id } = await cloud.cinder.volumes.create(input);
  await until(input.name, async () => (await cloud.cinder.volumes.get(id)).status === "available");
  return id;
}
