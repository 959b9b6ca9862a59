import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Cloud } from "../cloud";
import { shortTag } from "../tag";
import { cleanup } from "../testing/cleanup";
import { cloudUnderTest, type CloudUnderTest } from "../testing/cloud-under-test";
import { testName } from "../testing/until";

let world: CloudUnderTest;
let cloud: Cloud;
afterAll(() => world.stop());
const { later } = cleanup();
beforeAll(async () => {
  world = await cloudUnderTest();
  cloud = await world.as("demo");
});

describe("find or create", () => {
  test("makes one network, however often it is asked, with its tags and description", async () => {
    const tag = testName("tag:network/1");
    const input = { name: testName("net"), description: "of the web tier", tags: ["blue"] };
    const made = await cloud.neutron.networks.ensure(tag, input);
    later(() => cloud.neutron.networks.remove(made.id));
    const again = await cloud.neutron.networks.ensure(tag, input);
    expect(again.id).toBe(made.id);
    const network = await cloud.neutron.networks.get(made.id);
    expect(network).toMatchObject({
      name: input.name,
      description: "of the web tier",
      status: "ACTIVE",
      shared: false,
    });
    expect([...network.tags].sort()).toEqual(["blue", shortTag(tag)].sort());
    expect((await cloud.neutron.networks.findByTag(tag))?.id).toBe(made.id);
    expect(await cloud.neutron.networks.findByTag("no-such-tag")).toBeNull();
  });

  test("finishes one that was left without its tags", async () => {
    const tag = testName("tag-unfinished");
    const half = await cloud.neutron.securityGroups.create({ name: testName("half"), description: tag });
    later(() => cloud.neutron.securityGroups.remove(half.id));
    const whole = await cloud.neutron.securityGroups.ensure(tag, { name: half.name, description: "whole" });
    expect(whole.id).toBe(half.id);
    expect(await cloud.neutron.securityGroups.get(half.id)).toMatchObject({
      description: "whole",
      tags: [shortTag(tag)],
    });
  });
});

describe("subnets and ports", () => {
  test("keep the addresses and the MAC that are asked for, and refuse them a second time", async () => {
    const { network, subnet } = await newSubnet("10.78.0.0/24");
    expect(subnet).toMatchObject({
      cidr: "10.78.0.0/24",
      gateway_ip: "10.78.0.1",
      enable_dhcp: true,
      allocation_pools: [{ start: "10.78.0.2", end: "10.78.0.254" }],
    });
    const port = await newPort({
      network_id: network.id,
      mac_address: "fa:16:3e:77:88:99",
      fixed_ips: [{ subnet_id: subnet.id, ip_address: "10.78.0.50" }],
      allowed_address_pairs: [{ ip_address: "10.78.0.200" }],
    });
    expect(port).toMatchObject({
      mac_address: "fa:16:3e:77:88:99",
      fixed_ips: [{ ip_address: "10.78.0.50", subnet_id: subnet.id }],
      allowed_address_pairs: [{ ip_address: "10.78.0.200" }],
      device_id: "",
    });
    const sameAddress = cloud.neutron.ports.create({
      network_id: network.id,
      fixed_ips: [{ subnet_id: subnet.id, ip_address: "10.78.0.50" }],
    });
    await expect(sameAddress).rejects.toMatchObject({ code: "conflict", status: 409 });
    const sameMac = cloud.neutron.ports.create({ network_id: network.id, mac_address: "fa:16:3e:77:88:99" });
    await expect(sameMac).rejects.toMatchObject({ code: "conflict", status: 409 });
    const outside = cloud.neutron.ports.create({
      network_id: network.id,
      fixed_ips: [{ subnet_id: subnet.id, ip_address: "10.99.0.1" }],
    });
    await expect(outside).rejects.toMatchObject({ code: "invalid", status: 400 });
    expect(
      (await cloud.neutron.ports.list({ network_id: network.id, fixed_ips: "ip_address=10.78.0.50" })).map(
        ({ id }) => id,
      ),
    ).toEqual([port.id]);
    expect((await cloud.neutron.ports.list({ mac_address: "fa:16:3e:77:88:99" })).map(({ id }) => id)).toEqual([
      port.id,
    ]);
    await expect(cloud.neutron.networks.remove(network.id)).rejects.toMatchObject({ code: "conflict" });
  });

  test("are changed", async () => {
    const { network } = await newSubnet("10.79.0.0/24");
    const port = await newPort({ network_id: network.id });
    expect(await cloud.neutron.ports.update(port.id, { name: "renamed", security_groups: [] })).toMatchObject({
      name: "renamed",
      security_groups: [],
    });
  });
});

describe("routers and floating IPs", () => {
  test("lead from a subnet to the outside", async () => {
    const [outside] = await cloud.neutron.networks.external();
    expect(outside?.name).toBe("public");
    const { network, subnet } = await newSubnet("10.80.0.0/24");
    const router = await cloud.neutron.routers.create({
      name: testName("router"),
      external_gateway_info: { network_id: outside?.id ?? "" },
    });
    later(() => cloud.neutron.routers.remove(router.id));
    expect(router).toMatchObject({
      status: "ACTIVE",
      external_gateway_info: { network_id: outside?.id, enable_snat: true },
    });
    await cloud.neutron.routers.addInterface(router.id, { subnet_id: subnet.id });
    later(() => cloud.neutron.routers.removeInterface(router.id, { subnet_id: subnet.id }));
    expect(await cloud.neutron.ports.list({ device_id: router.id, network_id: network.id })).toMatchObject([
      { device_owner: "network:router_interface", fixed_ips: [{ ip_address: "10.80.0.1" }] },
    ]);

    const port = await newPort({ network_id: network.id });
    const floating = await cloud.neutron.floatingIps.create({
      floating_network_id: outside?.id ?? "",
      port_id: port.id,
    });
    later(() => cloud.neutron.floatingIps.remove(floating.id));
    expect(floating).toMatchObject({
      port_id: port.id,
      router_id: router.id,
      fixed_ip_address: port.fixed_ips[0]?.ip_address,
    });
    expect(await cloud.neutron.floatingIps.update(floating.id, { port_id: null })).toMatchObject({
      port_id: null,
      fixed_ip_address: null,
    });
    expect(
      (await cloud.neutron.floatingIps.list({ floating_ip_address: floating.floating_ip_address })).map(({ id }) => id),
    ).toEqual([floating.id]);
    await expect(cloud.neutron.routers.remove(router.id)).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("security groups", () => {
  test("begin with egress, take rules that refer to groups, and refuse a rule twice", async () => {
    const group = await cloud.neutron.securityGroups.create({ name: testName("group"), description: "web" });
    later(() => cloud.neutron.securityGroups.remove(group.id));
    expect(group.security_group_rules.map(({ direction }) => direction)).toEqual(["egress", "egress"]);
    const rule = {
      security_group_id: group.id,
      direction: "ingress",
      ethertype: "IPv4",
      protocol: "tcp",
      port_range_min: 22,
      port_range_max: 22,
      remote_group_id: group.id,
    } as const;
    const made = await cloud.neutron.securityGroupRules.create(rule);
    expect(made).toMatchObject({ ...rule, remote_ip_prefix: null });
    await expect(cloud.neutron.securityGroupRules.create(rule)).rejects.toMatchObject({ code: "conflict" });
    expect((await cloud.neutron.securityGroups.get(group.id)).security_group_rules).toHaveLength(3);
    await cloud.neutron.securityGroupRules.remove(made.id);
    await cloud.neutron.securityGroupRules.remove(made.id);
    expect((await cloud.neutron.securityGroups.get(group.id)).security_group_rules).toHaveLength(2);
  });

  test("every project has a default one", async () => {
    expect(await cloud.neutron.securityGroups.list({ name: "default", project_id: cloud.projectId })).toHaveLength(1);
  });
});

describe("lists", () => {
  test("come by page, whole when asked for all, and only with the fields wanted", async () => {
    const name = testName("page");
    for (let count = 0; count < 3; count += 1) {
      const made = await cloud.neutron.networks.create({ name });
      later(() => cloud.neutron.networks.remove(made.id));
    }
    const first = await cloud.neutron.networks.page({ name, limit: 2 });
    expect(first.items).toHaveLength(2);
    const second = await cloud.neutron.networks.page({ name, limit: 2, marker: first.next });
    expect(second.items).toHaveLength(1);
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(3);
    expect(await cloud.neutron.networks.list({ name, limit: 1 })).toHaveLength(3);
  });
});

describe("who may", () => {
  test("another project neither sees nor touches; a reader sees and changes nothing", async () => {
    const network = await cloud.neutron.networks.create({ name: testName("net") });
    later(() => cloud.neutron.networks.remove(network.id));
    const alt = await world.as("alt");
    expect(await alt.neutron.networks.find(network.id)).toBeNull();
    await alt.neutron.networks.remove(network.id);
    const viewer = await world.as("viewer");
    expect((await viewer.neutron.networks.get(network.id)).id).toBe(network.id);
    await expect(viewer.neutron.networks.create({ name: "x" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(viewer.neutron.networks.update(network.id, { name: "x" })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect((await cloud.neutron.networks.get(network.id)).name).toBe(network.name);
  });

  test("removed is gone, and gone is no error", async () => {
    const network = await cloud.neutron.networks.create({ name: testName("net") });
    await cloud.neutron.networks.remove(network.id);
    await cloud.neutron.networks.remove(network.id);
    expect(await cloud.neutron.networks.find(network.id)).toBeNull();
    await expect(cloud.neutron.networks.get(network.id)).rejects.toMatchObject({
      code: "not-found",
      service: "neutron",
    });
  });

  test("quota and usage", async () => {
    const quota = await cloud.neutron.quota();
    const network = await cloud.neutron.networks.create({ name: testName("net") });
    later(() => cloud.neutron.networks.remove(network.id));
    expect((await cloud.neutron.quota()).network.used).toBe(quota.network.used + 1);
  });
});

async function newSubnet(cidr: string) {
  const network = await cloud.neutron.networks.create({ name: testName("net") });
  later(() => cloud.neutron.networks.remove(network.id));
  const subnet = await cloud.neutron.subnets.create({
    name: testName("subnet"),
    network_id: network.id,
    ip_version: 4,
    cidr,
  });
  later(() => cloud.neutron.subnets.remove(subnet.id));
  return { network, subnet };
}

async function newPort(input: Parameters<Cloud["neutron"]["ports"]["create"]>[0]) {
  const port = await cloud.neutron.ports.create({ name: testName("port"), ...input });
  later(() => cloud.neutron.ports.remove(port.id));
  return port;
}
