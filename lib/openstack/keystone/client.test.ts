import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, identify, linkTo, type Cloud } from "../cloud";
import { pingKeystone, probeServices } from "../probe";
import { forgetToken } from "../session";
import { cleanup } from "../testing/cleanup";
import { cloudUnderTest, type CloudUnderTest } from "../testing/cloud-under-test";
import { testName, until } from "../testing/until";
import { workingRules } from "./access-rules";
import { authenticate, describe as describeToken, rescope, revoke } from "./authenticate";

let world: CloudUnderTest;
let cloud: Cloud;
afterAll(() => world.stop());
const { later } = cleanup();
beforeAll(async () => {
  world = await cloudUnderTest();
  cloud = await world.as("demo");
});

describe("signing in", () => {
  test("with a password: who, where, with which roles, until when", async () => {
    const token = await authenticate(linkTo(world.site()), world.credentials("demo"));
    expect(token).toMatchObject({
      user: { name: "demo", domain: { name: "Default" } },
      project: { name: "demo", domain: { id: "default" } },
    });
    expect(token.roles.map(({ name }) => name).sort()).toEqual(["member", "reader"]);
    expect(Date.parse(token.expires_at)).toBeGreaterThan(Date.now());
    expect(token.catalog.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["compute", "volumev3", "image", "network", "object-store", "orchestration", "identity"]),
    );
  });

  test("with a wrong password, or as nobody, is refused in the same way", async () => {
    const wrong = authenticate(linkTo(world.site()), { ...world.credentials("demo"), password: "wrong" });
    await expect(wrong).rejects.toMatchObject({ code: "expired", status: 401, service: "keystone" });
    const nobody = authenticate(linkTo(world.site()), { ...world.credentials("demo"), username: "nobody" });
    await expect(nobody).rejects.toMatchObject({ code: "expired", status: 401 });
  });

  test("to a project in which one has no role is refused", async () => {
    await expect(authenticate(linkTo(world.site()), world.credentials("demo", "alt"))).rejects.toMatchObject({
      code: "expired",
      status: 401,
    });
  });

  test("without a project lists the projects, and then chooses one", async () => {
    const { project: _project, ...credentials } = world.credentials("admin");
    const { token, keystone } = await identify(world.site(), credentials);
    expect(token.project).toBeFalsy();
    const projects = await keystone.projects.mine();
    expect(projects.map(({ name }) => name).sort()).toEqual(["admin", "demo"]);
    const demo = projects.find(({ name }) => name === "demo");
    const scoped = await rescope(linkTo(world.site()), token.value, { id: demo?.id ?? "" });
    expect(scoped.project?.name).toBe("demo");
    await expect(connect(world.site(), credentials)).rejects.toMatchObject({ code: "unsupported" });
  });

  test("a token serves until it is revoked", async () => {
    const link = linkTo(world.site());
    const { value } = await authenticate(link, world.credentials("demo"));
    expect((await describeToken(link, value)).user.name).toBe("demo");
    const connected = await connect(world.site(), { kind: "token", token: value });
    expect(connected).toMatchObject({ projectName: "demo", projectId: cloud.projectId });
    await connected.cinder.volumes.page({ limit: 1 });
    await revoke(link, value);
    await revoke(link, value);
    forgetToken(world.site(), value);
    await expect(describeToken(link, value)).rejects.toMatchObject({ code: "expired" });
    await expect(connect(world.site(), { kind: "token", token: value })).rejects.toMatchObject({ code: "expired" });
  });

  test("a token of the wrong shape is expired, not a failure", async () => {
    await expect(connect(world.site(), { kind: "token", token: "nonsense" })).rejects.toMatchObject({
      code: "expired",
    });
  });
});

describe("application credentials", { timeout: 300_000 }, () => {
  test("do what the work needs and nothing else, and end with their removal", async () => {
    const token = await authenticate(linkTo(world.site()), world.credentials("demo"));
    const rules = workingRules([world.site("one"), world.site("two")], token.catalog);
    const name = testName("credential");
    const made = await cloud.keystone.applicationCredentials.create({
      name,
      roles: token.roles.map((role) => ({ name: role.name })),
      access_rules: rules,
    });
    later(() => cloud.keystone.applicationCredentials.remove(made.id));
    expect(made).toMatchObject({ name, project_id: cloud.projectId, unrestricted: false });
    expect(await cloud.keystone.applicationCredentials.find(made.id)).not.toHaveProperty("secret");
    expect((await cloud.keystone.applicationCredentials.list()).map(({ id }) => id)).toContain(made.id);
    await expect(cloud.keystone.applicationCredentials.create({ name })).rejects.toMatchObject({ code: "conflict" });

    const credentials = { kind: "applicationCredential", id: made.id, secret: made.secret } as const;
    for (const region of ["one", "two"] as const) {
      const worker = await connect(world.site(region), credentials);
      expect(worker.projectId).toBe(cloud.projectId);
      await exercise(worker);
      await expect(worker.nova.keypairs.import({ name: "x", public_key: "not a key" })).rejects.toMatchObject({
        code: "invalid",
      });
      await expect(worker.heat.stacks.page({ limit: 1 })).resolves.toBeDefined();
      await expect(worker.nova.serverGroups.list()).resolves.toBeDefined();
    }

    await cloud.keystone.applicationCredentials.remove(made.id);
    await expect(authenticate(linkTo(world.site()), credentials)).rejects.toMatchObject({ code: "expired" });
  });

  test("are held to their rules by every service", async () => {
    const narrow = await cloud.keystone.applicationCredentials.create({
      name: testName("narrow"),
      roles: [{ name: "reader" }],
      access_rules: [{ service: "image", method: "GET", path: "/v2/images" }],
    });
    later(() => cloud.keystone.applicationCredentials.remove(narrow.id));
    const worker = await connect(world.site(), { kind: "applicationCredential", id: narrow.id, secret: narrow.secret });
    await expect(worker.glance.images.page({ limit: 1 })).resolves.toBeDefined();
    const id = "00000000-0000-4000-8000-000000000000";
    const calls: Record<string, () => Promise<unknown>> = {
      image: () => worker.glance.images.find(id),
      volumes: () => worker.cinder.volumes.page({ limit: 1 }),
      servers: () => worker.nova.servers.page({ limit: 1 }),
      networks: () => worker.neutron.networks.page({ limit: 1 }),
      containers: () => worker.swift.containers.list(),
      stacks: () => worker.heat.stacks.page({ limit: 1 }),
    };
    for (const [what, call] of Object.entries(calls))
      await expect(call(), what).rejects.toMatchObject({ code: "forbidden", status: 401 });
  });

  test("with a wrong secret, or unknown, are refused", async () => {
    const made = await cloud.keystone.applicationCredentials.create({ name: testName("secret") });
    later(() => cloud.keystone.applicationCredentials.remove(made.id));
    for (const id of [made.id, "0".repeat(32)]) {
      const wrong = authenticate(linkTo(world.site()), { kind: "applicationCredential", id, secret: "wrong" });
      await expect(wrong).rejects.toMatchObject({ code: "expired" });
    }
  });
});

describe("what administrators see", () => {
  test("all projects, roles and who has them", async () => {
    const admin = await world.as("admin");
    expect((await admin.keystone.projects.list()).map(({ name }) => name)).toEqual(
      expect.arrayContaining(["admin", "demo", "alt"]),
    );
    expect((await admin.keystone.projects.find(cloud.projectId))?.name).toBe("demo");
    expect((await admin.keystone.roles.list()).map(({ name }) => name)).toEqual(
      expect.arrayContaining(["admin", "member", "reader"]),
    );
    const names = (await admin.keystone.roleAssignments({ "scope.project.id": cloud.projectId })).map(
      ({ user, role }) => `${user?.name} ${role.name}`,
    );
    expect(names).toEqual(expect.arrayContaining(["demo member", "viewer reader", "admin admin"]));
    await expect(cloud.keystone.projects.list()).rejects.toMatchObject({ code: "forbidden" });
  });

  test("regions, which everyone may see", async () => {
    expect((await cloud.keystone.regions.list()).map(({ id }) => id).sort()).toEqual(["RegionOne", "RegionTwo"]);
  });
});

test("a site's services say what they are", async () => {
  const { catalog } = await authenticate(linkTo(world.site()), world.credentials("demo"));
  const probes = await probeServices(world.site(), catalog);
  expect(probes.map(({ service, reachable, problem }) => [service, reachable, problem])).toEqual(
    ["keystone", "nova", "cinder", "glance", "neutron", "swift", "heat"].map((service) => [service, true, null]),
  );
  expect(probes.find(({ service }) => service === "nova")).toMatchObject({
    type: "compute",
    name: "Nova",
    minVersion: "2.1",
    maxVersion: "2.93",
  });
  expect(await pingKeystone(world.site())).toBeGreaterThan(0);
});

/** What capture and expiry do, in small: if the rules lacked one of these, scheduled work would fail. */
async function exercise(worker: Cloud): Promise<void> {
  const volume = await worker.cinder.volumes.create({ name: testName("by-credential"), size: 1, tag: testName("tag") });
  await until("volume", async () => (await worker.cinder.volumes.get(volume.id)).status === "available");
  const snapshot = await worker.cinder.snapshots.create({ volume_id: volume.id, name: testName("by-credential") });
  await until("snapshot", async () => (await worker.cinder.snapshots.get(snapshot.id)).status === "available");
  const backup = await worker.cinder.backups.create({
    volume_id: volume.id,
    snapshot_id: snapshot.id,
    name: testName("by-credential"),
  });
  await until("backup", async () => (await worker.cinder.backups.get(backup.id)).status === "available");
  await worker.cinder.backups.update(backup.id, { metadata: { a: "b" } });
  await worker.cinder.volumes.setMetadata(volume.id, { a: "b" });
  await worker.cinder.backups.remove(backup.id);
  await until("backup gone", async () => (await worker.cinder.backups.find(backup.id)) === null);
  await worker.cinder.snapshots.remove(snapshot.id);
  await until("snapshot gone", async () => (await worker.cinder.snapshots.find(snapshot.id)) === null);
  await worker.cinder.volumes.remove(volume.id);
  const network = await worker.neutron.networks.ensure(testName("tag"), { name: testName("by-credential") });
  await worker.neutron.networks.remove(network.id);
  const at = { container: testName("by-credential"), name: "plans/one" };
  await worker.swift.containers.create(at.container);
  await worker.swift.objects.put(at, Buffer.from("x"));
  await worker.swift.objects.remove(at);
  await worker.swift.containers.remove(at.container);
  const image = await worker.glance.images.create({
    name: testName("by-credential"),
    disk_format: "raw",
    container_format: "bare",
  });
  await worker.glance.images.upload(image.id, Buffer.from("x"));
  await worker.glance.images.remove(image.id);
}
