import { writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { startCloud } from "@/demo/testing/client";
import { openstack, requireClient, type OpenStack } from "./openstack";

let cloud: Awaited<ReturnType<typeof startCloud>>;
let directory: string;
let shell: OpenStack;

beforeAll(async () => {
  requireClient();
  cloud = await startCloud({ empty: false });
  directory = await mkdtemp(path.join(os.tmpdir(), "openstack-cli-"));
  shell = openstack({ keystone: cloud.url });
});
afterAll(async () => {
  shell?.stop();
  await cloud?.stop();
  if (directory) await rm(directory, { recursive: true, force: true });
});

const client = (...words: string[]) => shell.run(...words);
const rows = async (...words: string[]) => z.array(z.record(z.string(), z.unknown())).parse(await client(...words));
const row = async (...words: string[]) => z.record(z.string(), z.unknown()).parse(await client(...words));
const names = async (...words: string[]) => (await rows(...words)).map((one) => one["Name"]);

/** Shows the thing again and again until its state is as wanted. */
async function until(is: string, ...words: string[]): Promise<Record<string, unknown>> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const shown = await row(...words);
    if (String(shown["status"]).toLowerCase() === is) return shown;
    if (Date.now() > deadline) throw new Error(`${words.join(" ")} is ${String(shown["status"])}, not ${is}`);
  }
}

test("signs in, reads the catalogue and makes an application credential", async () => {
  const [token, catalog, made] = await Promise.all([
    row("token", "issue"),
    rows("catalog", "list"),
    row("application", "credential", "create", "--role", "member", "from-the-client"),
  ]);
  expect(token["project_id"]).toMatch(/^[0-9a-f]{32}$/);
  expect(catalog.map((one) => one["Type"])).toEqual(
    expect.arrayContaining(["identity", "compute", "volumev3", "image", "network", "object-store", "orchestration"]),
  );
  expect(made["secret"]).toEqual(expect.any(String));
});

test("lists, creates, shows and deletes servers", async () => {
  expect(await names("server", "list")).toEqual(expect.arrayContaining(["web-1", "db-1", "mail-1"]));
  await client(
    "server",
    "create",
    "--flavor",
    "m1.tiny",
    "--image",
    "debian-12",
    "--network",
    "front",
    "--property",
    "app=test",
    "cli-1",
  );
  const shown = await until("active", "server", "show", "cli-1");
  expect(shown).toMatchObject({ name: "cli-1", properties: { app: "test" } });
  await client("server", "delete", "--wait", "cli-1");
  expect(await names("server", "list")).not.toContain("cli-1");
});

test("backs a volume up, in full and incrementally, and restores it", async () => {
  await client("volume", "create", "--size", "1", "cli-volume");
  await until("available", "volume", "show", "cli-volume");
  await client("volume", "snapshot", "create", "--volume", "cli-volume", "cli-snapshot");
  await until("available", "volume", "snapshot", "show", "cli-snapshot");
  await client("volume", "backup", "create", "--name", "cli-full", "cli-volume");
  await until("available", "volume", "backup", "show", "cli-full");
  await client("volume", "backup", "create", "--name", "cli-incremental", "--incremental", "cli-volume");
  const incremental = await until("available", "volume", "backup", "show", "cli-incremental");
  expect(incremental["is_incremental"]).toBe(true);
  // Debian 12's client asks for the restore, and then cannot print the answer.
  await expect(client("volume", "backup", "restore", "cli-incremental", "cli-restored")).rejects.toThrow(
    "cannot unpack non-iterable VolumeBackupsRestore object",
  );
  await until("available", "volume", "show", "cli-restored");
  await expect(client("volume", "backup", "delete", "cli-full")).rejects.toThrow();
  await client("volume", "backup", "delete", "cli-incremental");
  expect(await names("volume", "list")).toEqual(expect.arrayContaining(["db-data", "cli-volume", "cli-restored"]));
});

test("lists images and uploads one", async () => {
  const file = path.join(directory, "image.raw");
  writeFileSync(file, "an image of a few bytes");
  await client("image", "create", "--disk-format", "raw", "--container-format", "bare", "--file", file, "cli-image");
  const [shown, list] = await Promise.all([row("image", "show", "cli-image"), names("image", "list")]);
  expect(shown).toMatchObject({ status: "active", size: 23 });
  expect(list).toEqual(expect.arrayContaining(["debian-12", "cli-image"]));
});

test("lists networks, subnets, ports, routers and security groups, and makes a network", async () => {
  const [networks, subnets, ports, routers, groups] = await Promise.all([
    names("network", "list"),
    names("subnet", "list"),
    rows("port", "list"),
    names("router", "list"),
    names("security", "group", "list"),
  ]);
  expect(networks).toEqual(expect.arrayContaining(["front", "back", "public"]));
  expect(subnets).toEqual(expect.arrayContaining(["front", "back"]));
  expect(ports.length).toBeGreaterThan(10);
  expect(routers).toEqual(["edge"]);
  expect(groups).toEqual(expect.arrayContaining(["default", "web", "db"]));
  await client("network", "create", "cli-net");
  await client("subnet", "create", "--network", "cli-net", "--subnet-range", "10.99.0.0/24", "cli-subnet");
  const port = await row("port", "create", "--network", "cli-net", "--fixed-ip", "ip-address=10.99.0.7", "cli-port");
  expect(port["fixed_ips"]).toMatchObject([{ ip_address: "10.99.0.7" }]);
});

test("makes a container, shows quotas, and finds the recovery site empty of servers", async () => {
  const elsewhere = openstack({ keystone: cloud.url, region: "RegionTwo" });
  const [container, quota, servers] = await Promise.all([
    rows("container", "create", "cli-container"),
    client("quota", "show"),
    elsewhere.run("server", "list"),
  ]).finally(elsewhere.stop);
  expect(container[0]?.["container"]).toBe("cli-container");
  expect(quota).toBeTruthy();
  expect(servers).toEqual([]);
  expect(await names("container", "list")).toContain("cli-container");
});

test("a reader is refused in words that the client shows", async () => {
  const viewer = openstack({ keystone: cloud.url, user: "viewer", project: "demo" });
  const refused = viewer.run("volume", "create", "--size", "1", "not-mine").finally(viewer.stop);
  await expect(refused).rejects.toThrow("Policy doesn't allow volume:create");
});
