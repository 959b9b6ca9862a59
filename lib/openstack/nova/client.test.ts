import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Cloud } from "../cloud";
import { cleanup } from "../testing/cleanup";
import { cloudUnderTest, type CloudUnderTest } from "../testing/cloud-under-test";
import { testName, until } from "../testing/until";
import { shortTag } from "../tag";

const PUBLIC_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPZzPR0t0Bv8sHhoF6pBz2mXQZ6vGf0bQ0c8o0L4iV3T bw-test";

let world: CloudUnderTest;
let cloud: Cloud;
let networkId: string;
let flavorId: string;
let imageId: string;
afterAll(() => world.stop());
const { later } = cleanup();
beforeAll(async () => {
  world = await cloudUnderTest();
  cloud = await world.as("demo");
  const network = await cloud.neutron.networks.create({ name: testName("net") });
  later(() => cloud.neutron.networks.remove(network.id));
  const subnet = await cloud.neutron.subnets.create({
    name: testName("subnet"),
    network_id: network.id,
    ip_version: 4,
    cidr: "10.77.0.0/24",
  });
  later(() => cloud.neutron.subnets.remove(subnet.id));
  networkId = network.id;
  const flavors = await cloud.nova.flavors.list();
  flavorId = flavors.find(({ name }) => name === "m1.tiny")?.id ?? "";
  const image = await cloud.glance.images.create({
    name: testName("image"),
    disk_format: "raw",
    container_format: "bare",
  });
  later(() => cloud.glance.images.remove(image.id));
  await cloud.glance.images.upload(image.id, Buffer.alloc(65_536, 7));
  imageId = image.id;
});

describe("a server that boots from an image", () => {
  test("is created on a port with a tag, and told of in full", async () => {
    const tag = testName("tag:server/1");
    const port = await cloud.neutron.ports.create({ name: testName("port"), network_id: networkId });
    later(() => cloud.neutron.ports.remove(port.id));
    expect(await cloud.nova.servers.findByTag(tag)).toBeNull();
    const { id } = await newServer({
      networks: [{ port: port.id }],
      metadata: { app: "billing" },
      tags: ["web"],
      description: "d",
      hostname: "host-1",
      tag,
    });
    expect((await cloud.nova.servers.findByTag(tag))?.id).toBe(id);
    const server = await active(id);
    expect(server).toMatchObject({
      status: "ACTIVE",
      description: "d",
      image: { id: imageId },
      tenant_id: cloud.projectId,
      flavor: { original_name: "m1.tiny", vcpus: 1, ram: 512 },
      "OS-EXT-SRV-ATTR:hostname": "host-1",
    });
    expect(server.metadata).toMatchObject({ app: "billing" });
    expect([...server.tags].sort()).toEqual([shortTag(tag), "web"].sort());
    expect(Object.values(server.addresses).flat()).toMatchObject([
      { addr: port.fixed_ips[0]?.ip_address, "OS-EXT-IPS-MAC:mac_addr": port.mac_address },
    ]);
    expect(await cloud.nova.interfaces.list(id)).toMatchObject([{ port_id: port.id, mac_addr: port.mac_address }]);
    expect(await cloud.neutron.ports.get(port.id)).toMatchObject({
      device_id: id,
      status: "ACTIVE",
      device_owner: expect.stringMatching(/^compute:/),
    });
  });

  test("takes and gives back a volume, which says so itself", async () => {
    const { id } = await activeServer();
    const volume = await newVolume();
    const attachment = await cloud.nova.attachments.attach(id, { volumeId: volume.id });
    expect(attachment).toMatchObject({ serverId: id, volumeId: volume.id, device: expect.stringMatching(/^\/dev\//) });
    await until("in use", async () => (await cloud.cinder.volumes.get(volume.id)).status === "in-use");
    expect((await cloud.cinder.volumes.get(volume.id)).attachments).toMatchObject([
      { server_id: id, device: attachment.device },
    ]);
    expect((await cloud.nova.servers.get(id))["os-extended-volumes:volumes_attached"]).toMatchObject([
      { id: volume.id, delete_on_termination: false },
    ]);
    expect(await cloud.nova.attachments.list(id)).toHaveLength(1);
    expect((await cloud.nova.attachments.find(id, volume.id))?.device).toBe(attachment.device);

    await expect(cloud.cinder.volumes.remove(volume.id)).rejects.toMatchObject({ code: "invalid" });
    await expect(cloud.cinder.backups.create({ volume_id: volume.id, name: "x" })).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("must use the force flag"),
    });
    const snapshot = await cloud.cinder.snapshots.create({ volume_id: volume.id, name: testName("live") });
    await until(
      "snapshot of the volume in use",
      async () => (await cloud.cinder.snapshots.get(snapshot.id)).status === "available",
    );
    await cloud.cinder.snapshots.remove(snapshot.id);
    await until("snapshot gone", async () => (await cloud.cinder.snapshots.find(snapshot.id)) === null);
    expect((await cloud.nova.servers.get(id)).status).toBe("ACTIVE");

    await cloud.nova.attachments.detach(id, volume.id);
    await until("detached", async () => (await cloud.cinder.volumes.get(volume.id)).status === "available");
    expect(await cloud.nova.attachments.find(id, volume.id)).toBeNull();
    await cloud.nova.attachments.detach(id, volume.id);
  });

  test("is stopped, started, renamed, given metadata and tags", async () => {
    const { id } = await activeServer();
    await cloud.nova.servers.stop(id);
    await until("stopped", async () => (await cloud.nova.servers.get(id)).status === "SHUTOFF");
    await expect(cloud.nova.servers.stop(id)).rejects.toMatchObject({ code: "conflict" });
    await cloud.nova.servers.start(id);
    await active(id);
    const name = testName("renamed");
    expect((await cloud.nova.servers.update(id, { name })).name).toBe(name);
    await cloud.nova.servers.setMetadata(id, { k: "v" });
    expect(await cloud.nova.servers.metadata(id)).toMatchObject({ k: "v" });
    await cloud.nova.servers.addTag(id, "blue");
    expect((await cloud.nova.servers.get(id)).tags).toContain("blue");
    await cloud.nova.servers.removeTag(id, "blue");
    expect((await cloud.nova.servers.get(id)).tags).not.toContain("blue");
    expect((await cloud.nova.servers.actions(id)).map(({ action }) => action)).toEqual(
      expect.arrayContaining(["create", "stop", "start"]),
    );
  });

  test("becomes an image with bytes and the metadata asked for", async () => {
    const { id } = await activeServer();
    const image = await cloud.nova.servers.createImage(id, {
      name: testName("of-server"),
      metadata: { breakwater_tag: "t1" },
    });
    later(() => cloud.glance.images.remove(image));
    const found = await until("image", async () =>
      ((i) => i?.status === "active" && i)(await cloud.glance.images.find(image)),
    );
    expect(found).toMatchObject({ breakwater_tag: "t1" });
    expect(found.size).toBeGreaterThan(0);
  });

  test("is gone after it was removed, and removing it again is no error", async () => {
    const { id } = await activeServer();
    await cloud.nova.servers.remove(id);
    await until("gone", async () => (await cloud.nova.servers.find(id)) === null);
    await cloud.nova.servers.remove(id);
    await expect(cloud.nova.servers.get(id)).rejects.toMatchObject({
      code: "not-found",
      service: "nova",
      requestId: expect.stringMatching(/^req-/),
    });
  });
});

describe("a server that boots from a volume", () => {
  test("has no image, and its image is empty: the bytes are a snapshot in Cinder", async () => {
    const root = await cloud.cinder.volumes.create({ name: testName("root"), size: 1, imageRef: imageId });
    later(() => cloud.cinder.volumes.remove(root.id));
    await until("root volume", async () => (await cloud.cinder.volumes.get(root.id)).status === "available");
    expect(await cloud.cinder.volumes.get(root.id)).toMatchObject({
      bootable: true,
      volume_image_metadata: { image_id: imageId },
    });
    const { id } = await newServer({
      imageRef: undefined,
      block_device_mapping_v2: [
        {
          boot_index: 0,
          uuid: root.id,
          source_type: "volume",
          destination_type: "volume",
          delete_on_termination: false,
        },
      ],
    });
    const server = await active(id);
    expect(server.image).toBeNull();
    expect(server["os-extended-volumes:volumes_attached"]).toMatchObject([{ id: root.id }]);
    const image = await cloud.nova.servers.createImage(id, { name: testName("of-bfv") });
    later(() => cloud.glance.images.remove(image));
    const found = await until("image", async () =>
      ((i) => i?.status === "active" && i)(await cloud.glance.images.find(image)),
    );
    expect(found.size ?? 0).toBe(0);
    const [snapshot] = await until("its snapshot", async () =>
      ((all) => all[0]?.status === "available" && all)(await cloud.cinder.snapshots.list({ volume_id: root.id })),
    );
    expect(JSON.parse(String(found.block_device_mapping))).toMatchObject([
      { snapshot_id: snapshot?.id, source_type: "snapshot" },
    ]);
    await cloud.glance.images.remove(image);
    expect(await cloud.cinder.snapshots.find(snapshot?.id ?? "")).not.toBeNull();
    await cloud.cinder.snapshots.remove(snapshot?.id ?? "");
    await until("snapshot gone", async () => (await cloud.cinder.snapshots.list({ volume_id: root.id })).length === 0);
  });
});

describe("lists", () => {
  test("come by page, searched and sorted by the service", async () => {
    const stem = testName("page");
    for (const end of ["b", "a"]) await newServer({ name: `${stem}-${end}` });
    const first = await cloud.nova.servers.page({ name: stem, limit: 1, sort_key: "display_name", sort_dir: "asc" });
    expect(first.items.map(({ name }) => name)).toEqual([`${stem}-a`]);
    const second = await cloud.nova.servers.page({
      name: stem,
      limit: 1,
      sort_key: "display_name",
      sort_dir: "asc",
      marker: first.next,
    });
    expect(second.items.map(({ name }) => name)).toEqual([`${stem}-b`]);
    expect(await cloud.nova.servers.list({ name: stem, limit: 1 })).toHaveLength(2);
    for (const { id } of await cloud.nova.servers.list({ name: stem })) await active(id);
    expect(await cloud.nova.servers.list({ name: stem, status: "ACTIVE" })).toHaveLength(2);
    expect(await cloud.nova.servers.list({ name: stem, status: "SHUTOFF" })).toEqual([]);
  });
});

describe("who may", () => {
  test("another project neither sees nor touches; a reader sees; an administrator sees whose it is", async () => {
    const { id } = await activeServer();
    const alt = await world.as("alt");
    expect(await alt.nova.servers.find(id)).toBeNull();
    await expect(alt.nova.servers.stop(id)).rejects.toMatchObject({ code: "not-found" });
    const viewer = await world.as("viewer");
    expect((await viewer.nova.servers.get(id)).id).toBe(id);
    await expect(viewer.nova.servers.stop(id)).rejects.toMatchObject({ code: "forbidden" });
    await expect(cloud.nova.servers.page({ allProjects: true })).rejects.toMatchObject({ code: "forbidden" });
    const admin = await world.as("admin");
    expect(
      (await admin.nova.servers.list({ allProjects: true, project_id: cloud.projectId })).map((server) => server.id),
    ).toContain(id);
    expect(await admin.nova.servers.get(id)).toHaveProperty(["OS-EXT-SRV-ATTR:user_data"]);
    expect(await cloud.nova.servers.get(id)).not.toHaveProperty(["OS-EXT-SRV-ATTR:user_data"]);
  });
});

describe("what servers are made with", () => {
  test("flavors", async () => {
    const tiny = (await cloud.nova.flavors.list()).find(({ name }) => name === "m1.tiny");
    expect(tiny).toMatchObject({ vcpus: 1, ram: 512, disk: 1 });
    expect((await cloud.nova.flavors.find(flavorId))?.name).toBe("m1.tiny");
    expect(await cloud.nova.flavors.extraSpecs(flavorId)).toEqual({});
    expect(await cloud.nova.flavors.find("no-such")).toBeNull();
  });

  test("key pairs, of which only the public half is known", async () => {
    const name = testName("key");
    const made = await cloud.nova.keypairs.import({ name, public_key: PUBLIC_KEY });
    later(() => cloud.nova.keypairs.remove(name));
    expect(made.public_key.trim()).toBe(PUBLIC_KEY);
    expect(await cloud.nova.keypairs.find(name)).toMatchObject({ name, fingerprint: made.fingerprint });
    expect((await cloud.nova.keypairs.list()).map((each) => each.name)).toContain(name);
    await expect(cloud.nova.keypairs.import({ name, public_key: PUBLIC_KEY })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(cloud.nova.keypairs.import({ name: testName("bad"), public_key: "not a key" })).rejects.toMatchObject({
      code: "invalid",
    });
    await cloud.nova.keypairs.remove(name);
    expect(await cloud.nova.keypairs.find(name)).toBeNull();
  });

  test("server groups", async () => {
    const name = testName("group");
    const made = await cloud.nova.serverGroups.create({ name, policy: "soft-anti-affinity" });
    later(() => cloud.nova.serverGroups.remove(made.id));
    expect((await cloud.nova.serverGroups.findByName(name))?.id).toBe(made.id);
    const { id } = await newServer({ group: made.id });
    await active(id);
    expect(await cloud.nova.serverGroups.find(made.id)).toMatchObject({ policy: "soft-anti-affinity", members: [id] });
    expect((await cloud.nova.servers.get(id)).server_groups).toEqual([made.id]);
  });

  test("limits, zones, versions, and services for administrators", async () => {
    expect((await cloud.nova.limits()).totalInstancesUsed).toBeGreaterThanOrEqual(0);
    expect(await cloud.nova.zones()).toEqual(expect.arrayContaining([expect.objectContaining({ zoneName: "nova" })]));
    expect(await cloud.nova.versions()).toEqual({ min: "2.1", max: "2.93" });
    await expect(cloud.nova.services()).rejects.toMatchObject({ code: "forbidden" });
    expect(await (await world.as("admin")).nova.services({ binary: "nova-compute" })).toMatchObject([{ state: "up" }]);
  });
});

type Extra = Partial<Parameters<Cloud["nova"]["servers"]["create"]>[0]>;

async function newServer(extra: Extra = {}): Promise<{ id: string }> {
  const made = await cloud.nova.servers.create({
    name: testName("server"),
    flavorRef: flavorId,
    imageRef: imageId,
    networks: [{ uuid: networkId }],
    ...extra,
  });
  later(async () => {
    await cloud.nova.servers.remove(made.id);
    await until("server gone", async () => (await cloud.nova.servers.find(made.id)) === null);
  });
  return made;
}

async function activeServer() {
  return active((await newServer()).id);
}

function active(id: string) {
  return until("server active", async () => {
    const server = await cloud.nova.servers.get(id);
    if (server.status === "ERROR") throw new Error(`The server failed: ${server.fault?.message}`);
    return server.status === "ACTIVE" && server["OS-EXT-STS:task_state"] === null && server;
  });
}

async function newVolume() {
  const made = await cloud.cinder.volumes.create({ name: testName("vol"), size: 1 });
  later(() => cloud.cinder.volumes.remove(made.id));
  return until("volume", async () => ((v) => v.status === "available" && v)(await cloud.cinder.volumes.get(made.id)));
}
