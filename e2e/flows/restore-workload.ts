import type { Cloud } from "@/lib/openstack/cloud";

/** A server that boots from a volume and has a second one, on a network and with a group of its own. */
export type Workload = {
  name: string;
  serverId: string;
  rootId: string;
  dataId: string;
  networkId: string;
  groupId: string;
  keyName: string;
};

const PUBLIC_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGk8s1mQbT3Yk0nF1Qe9wq3yB0nq3Hq4m7bqv2cN7p1d restore-test";

export async function makeWorkload(cloud: Cloud): Promise<Workload> {
  const name = `bw-test-${Date.now().toString(36)}`;
  const network = await cloud.neutron.networks.create({ name });
  await cloud.neutron.subnets.create({ name, network_id: network.id, ip_version: 4, cidr: "10.77.0.0/24" });
  const group = await cloud.neutron.securityGroups.create({ name });
  await cloud.neutron.securityGroupRules.create({
    security_group_id: group.id,
    direction: "ingress",
    ethertype: "IPv4",
    protocol: "tcp",
    port_range_min: 22,
    port_range_max: 22,
  });
  await cloud.neutron.securityGroupRules.create({
    security_group_id: group.id,
    direction: "ingress",
    ethertype: "IPv4",
    remote_group_id: group.id,
  });
  await cloud.nova.keypairs.import({ name, public_key: PUBLIC_KEY });
  const root = await cloud.cinder.volumes.create({ name: `${name}-root`, size: 1 });
  const data = await cloud.cinder.volumes.create({
    name: `${name}-data`,
    size: 1,
    metadata: { role: "data" },
  });
  await until(
    async () =>
      (await cloud.cinder.volumes.get(root.id)).status === "available" &&
      (await cloud.cinder.volumes.get(data.id)).status === "available",
  );
  await cloud.cinder.volumes.setBootable(root.id, true);
  const port = await cloud.neutron.ports.create({
    network_id: network.id,
    security_groups: [group.id],
    name: `${name}-port`,
  });
  const flavors = await cloud.nova.flavors.list();
  const [flavor] = flavors.sort((a, b) => a.ram - b.ram);
  const made = await cloud.nova.servers.create({
    name,
    flavorRef: flavor?.id ?? "",
    key_name: name,
    metadata: { app: name },
    networks: [{ port: port.id }],
    block_device_mapping_v2: [
      {
        boot_index: 0,
        uuid: root.id,
        source_type: "volume",
        destination_type: "volume",
        device_name: "/dev/vda",
      },
      {
        boot_index: -1,
        uuid: data.id,
        source_type: "volume",
        destination_type: "volume",
        device_name: "/dev/vdb",
      },
    ],
  });
  await until(async () => (await cloud.nova.servers.get(made.id)).status === "ACTIVE");
  return {
    name,
    serverId: made.id,
    rootId: root.id,
    dataId: data.id,
    networkId: network.id,
    groupId: group.id,
    keyName: name,
  };
}

/** Everything that a test left behind carries the workload's name. */
export async function removeWorkload(cloud: Cloud, work: Workload): Promise<void> {
  const servers = (await cloud.nova.servers.list()).filter((server) => server.name.startsWith(work.name));
  for (const server of servers) await cloud.nova.servers.remove(server.id);
  await until(async () => !(await cloud.nova.servers.list()).some((server) => server.name.startsWith(work.name)));
  const volumes = (await cloud.cinder.volumes.list()).filter((volume) => volume.name?.startsWith(work.name));
  const backups = (await cloud.cinder.backups.list())
    .filter((backup) => volumes.some((volume) => volume.id === backup.volume_id))
    .sort((a, b) => (b.created_at ?? "").localeCompare(a.created_at ?? ""));
  for (const backup of backups) {
    await cloud.cinder.backups.remove(backup.id);
    await until(async () => (await cloud.cinder.backups.find(backup.id)) === null);
  }
  for (const volume of volumes) {
    await until(async () =>
      ["available", "error"].includes((await cloud.cinder.volumes.find(volume.id))?.status ?? "available"),
    );
    await cloud.cinder.volumes.remove(volume.id);
  }
  for (const port of await cloud.neutron.ports.list({ network_id: work.networkId }))
    await cloud.neutron.ports.remove(port.id);
  await cloud.neutron.networks.remove(work.networkId);
  await cloud.neutron.securityGroups.remove(work.groupId);
  await cloud.nova.keypairs.remove(work.keyName);
}

async function until(isSo: () => Promise<boolean>, withinMs = 120_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error("It did not come to be in time");
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
