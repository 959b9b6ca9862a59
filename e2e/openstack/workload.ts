import { expect } from "@playwright/test";
import type { Cloud } from "../../lib/openstack/cloud";
import { cloudUnderTest, type CloudUnderTest } from "../../lib/openstack/testing/cloud-under-test";

export const DATA_VOLUMES = ["data", "log"] as const;

/** A server of the tenant demo with two attached volumes, and a way to write and read what is on them. */
export type Workload = {
  name: string;
  cloud: Cloud;
  test: CloudUnderTest;
  serverId: string;
  networkId: string;
  volumes: Record<(typeof DATA_VOLUMES)[number], string>;
};

export async function makeWorkload(name: string): Promise<Workload> {
  const test = await cloudUnderTest();
  await servicesAreUp({ test });
  const cloud = await test.as("demo");
  const network = await cloud.neutron.networks.create({ name });
  await cloud.neutron.subnets.create({ name, network_id: network.id, ip_version: 4, cidr: "10.77.0.0/24" });
  const [image] = await cloud.glance.images.list({ name: "tiny", visibility: "public" });
  const flavor = (await cloud.nova.flavors.list()).sort((a, b) => a.ram - b.ram)[0];
  if (!image || !flavor) throw new Error("The cloud has no image tiny, or no flavor");
  const [server, data, log] = await Promise.all([
    cloud.nova.servers.create({
      name,
      flavorRef: flavor.id,
      imageRef: image.id,
      networks: [{ uuid: network.id }],
      metadata: { app: name },
    }),
    ...DATA_VOLUMES.map((part) =>
      cloud.cinder.volumes.create({ name: `${name}-${part}`, size: 1, volume_type: "standard" }),
    ),
  ]);
  if (!server || !data || !log) throw new Error("The workload was not made");
  await becomes(async () => (await cloud.nova.servers.get(server.id)).status, "ACTIVE");
  for (const { id } of [data, log]) {
    await becomes(async () => (await cloud.cinder.volumes.get(id)).status, "available");
    await cloud.nova.attachments.attach(server.id, { volumeId: id });
    await becomes(async () => (await cloud.cinder.volumes.get(id)).status, "in-use");
  }
  return { name, cloud, test, serverId: server.id, networkId: network.id, volumes: { data: data.id, log: log.id } };
}

export async function removeWorkload({ cloud, test, name, serverId, networkId, volumes }: Workload): Promise<void> {
  await cloud.nova.servers.remove(serverId);
  await becomes(async () => (await cloud.nova.servers.find(serverId)) === null, true);
  for (const id of Object.values(volumes)) {
    await becomes(async () => (await cloud.cinder.volumes.get(id)).status, "available");
    await cloud.cinder.volumes.remove(id);
  }
  const ports = await cloud.neutron.ports.list({ network_id: networkId });
  for (const port of ports) await cloud.neutron.ports.remove(port.id);
  await cloud.neutron.networks.remove(networkId);
  const away = await test.as("demo", { region: "two" });
  for (const volume of await away.cinder.volumes.list())
    if (volume.name?.startsWith(name)) await away.cinder.volumes.remove(volume.id);
  await test.stop();
}

/** A port that listens is not yet a service that works. */
export async function servicesAreUp({ test }: Pick<Workload, "test">): Promise<void> {
  await expect
    .poll(
      async () => {
        const admin = await test.as("admin");
        const services = [...(await admin.cinder.services()), ...(await admin.nova.services())];
        return services.filter(({ state }) => state !== "up").map(({ binary }) => binary);
      },
      { timeout: 240_000, intervals: [2_000] },
    )
    .toEqual([]);
}

/** Polls until `read` answers `wanted`; a state of error fails at once. */
export async function becomes<T>(read: () => Promise<T>, wanted: T): Promise<void> {
  await expect
    .poll(
      async () => {
        const answer = await read();
        if (typeof answer === "string" && /^error/i.test(answer)) throw new Error(`It went to ${answer}`);
        return answer;
      },
      { timeout: 240_000, intervals: [1_000] },
    )
    .toEqual(wanted);
}

/** Looks again and again that the server stays ACTIVE with both volumes attached; `stop` fails if it ever was not. */
export function watchWorkload({ cloud, serverId, volumes }: Workload): { stop: () => Promise<number> } {
  let looking = true;
  let looks = 0;
  const wrong: string[] = [];
  const done = (async () => {
    while (looking) {
      const [server, ...attached] = await Promise.all([
        cloud.nova.servers.get(serverId),
        ...Object.values(volumes).map((id) => cloud.cinder.volumes.get(id)),
      ]);
      if (server.status !== "ACTIVE") wrong.push(`the server was ${server.status}`);
      for (const volume of attached)
        if (volume.status !== "in-use" || volume.attachments[0]?.server_id !== serverId)
          wrong.push(`${volume.name} was ${volume.status}`);
      looks += 1;
    }
  })();
  return {
    stop: async () => {
      looking = false;
      await done;
      expect(wrong).toEqual([]);
      return looks;
    },
  };
}
