import type { ResourceRef } from "@/lib/domain/resource";
import type { Cloud } from "@/lib/openstack/cloud";

const PATIENCE_MS = 60_000;

/** Asks again until there is an answer that is neither null nor false. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | null | false>,
  patienceMs = PATIENCE_MS,
  everyMs = 100,
): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${patienceMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

/** Two servers, one booting from a volume and one from an image, with three volumes between them. */
export async function makeWorkload(cloud: Cloud): Promise<ResourceRef[]> {
  const network = await cloud.neutron.networks.create({ name: "net-app" });
  await cloud.neutron.subnets.create({
    name: "subnet-app",
    network_id: network.id,
    ip_version: 4,
    cidr: "10.9.0.0/24",
  });
  const [flavor] = await cloud.nova.flavors.list();
  const image = (await cloud.glance.images.list()).find(({ name }) => name === "tiny");
  if (!flavor || !image) throw new Error("The demo cloud has neither flavor nor image");
  const boot = await volume(cloud, { name: "db-boot", imageRef: image.id });
  const networks = [{ uuid: network.id }];
  const db = await cloud.nova.servers.create({
    name: "db-1",
    flavorRef: flavor.id,
    networks,
    block_device_mapping_v2: [
      { boot_index: 0, uuid: boot, source_type: "volume", destination_type: "volume", delete_on_termination: false },
    ],
  });
  const web = await cloud.nova.servers.create({ name: "web-1", flavorRef: flavor.id, networks, imageRef: image.id });
  for (const { id } of [db, web])
    await until(`server ${id}`, async () => (await cloud.nova.servers.get(id)).status === "ACTIVE");
  for (const [server, name] of [
    [db.id, "db-data"],
    [web.id, "web-data"],
  ] as const) {
    const id = await volume(cloud, { name });
    await cloud.nova.attachments.attach(server, { volumeId: id });
    await until(`volume ${name}`, async () => (await cloud.cinder.volumes.get(id)).status === "in-use");
  }
  return [
    { kind: "OS::Nova::Server", id: db.id, name: "db-1" },
    { kind: "OS::Nova::Server", id: web.id, name: "web-1" },
  ];
}

/** Takes the workload away again, from a cloud that outlives the test. */
export async function clearWorkload(cloud: Cloud, members: ResourceRef[]): Promise<void> {
  const disks = await cloud.cinder.volumes.list();
  const own = disks.filter(({ attachments }) =>
    attachments.some(({ server_id: id }) => members.some((one) => one.id === id)),
  );
  for (const { id } of members) {
    await cloud.nova.servers.remove(id);
    await until(`server ${id} to go`, async () => (await cloud.nova.servers.find(id)) === null);
  }
  for (const { id } of own) {
    await until(`volume ${id} to be free`, async () => (await cloud.cinder.volumes.get(id)).status === "available");
    await cloud.cinder.volumes.remove(id);
  }
  for (const { id } of await cloud.neutron.networks.list({ name: "net-app", project_id: cloud.projectId })) {
    for (const port of await cloud.neutron.ports.list({ network_id: id })) await cloud.neutron.ports.remove(port.id);
    await cloud.neutron.networks.remove(id);
  }
}

async function volume(cloud: Cloud, input: { name: string; imageRef?: string }): Promise<string> {
  const { id } = await cloud.cinder.volumes.create({ size: 1, ...input });
  await until(`volume ${input.name}`, async () => (await cloud.cinder.volumes.get(id)).status === "available");
  return id;
}
