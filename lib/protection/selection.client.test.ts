import { afterAll, beforeAll, describe as group, expect, test } from "vitest";
import { savedResource } from "@/lib/domain/manifest-resources";
import type { Selection } from "@/lib/domain/plan";
import type { Cloud } from "@/lib/openstack/cloud";
import { cloudUnderTest, type CloudUnderTest } from "@/lib/openstack/testing/cloud-under-test";
import { describe } from "./describe";
import { dependencyGraph } from "./graph";
import { resolveSelection } from "./selection";
import { readSurroundings, type Surroundings } from "./surroundings";

let under: CloudUnderTest;
let cloud: Cloud;
let around: Surroundings;
let volumeId = "";

beforeAll(async () => {
  under = await cloudUnderTest();
  cloud = await under.as("demo");
  volumeId = (
    await cloud.cinder.volumes.create({ name: "bw-test-selection", size: 1, metadata: { "bw-test": "selection" } })
  ).id;
  around = await readSurroundings(cloud);
});

afterAll(async () => {
  const ready = async () => (await cloud.cinder.volumes.find(volumeId))?.status === "available";
  for (let tries = 0; tries < 200 && !(await ready()); tries++)
    await new Promise((resolve) => setTimeout(resolve, 100));
  await cloud.cinder.volumes.remove(volumeId);
  await under.stop();
});

const resolved = (selection: Selection) => resolveSelection(cloud, selection, around);

group("a selection", () => {
  test("by metadata finds what carries it now", async () => {
    expect(await resolved({ by: "metadata", key: "bw-test", value: "selection" })).toEqual({
      members: [{ kind: "OS::Cinder::Volume", id: volumeId, name: "bw-test-selection" }],
      missing: [],
    });
    expect((await resolved({ by: "metadata", key: "bw-test", value: "other" })).members).toEqual([]);
  });

  test("of fixed things tells those that are gone from those that are there", async () => {
    const gone = { kind: "OS::Nova::Server" as const, id: "00000000-0000-4000-8000-000000000000", name: "gone" };
    const { members, missing } = await resolved({
      by: "fixed",
      resources: [{ kind: "OS::Cinder::Volume", id: volumeId, name: "an old name" }, gone],
    });
    expect(members).toEqual([{ kind: "OS::Cinder::Volume", id: volumeId, name: "bw-test-selection" }]);
    expect(missing).toEqual([gone]);
  });

  test("of a whole project takes every server and volume of it, and no network of others", async () => {
    const { members } = await resolved({
      by: "project",
      kinds: ["OS::Nova::Server", "OS::Cinder::Volume", "OS::Neutron::Network"],
    });
    expect(members.filter(({ kind }) => kind === "OS::Nova::Server")).toHaveLength(around.servers.length);
    expect(members.filter(({ kind }) => kind === "OS::Cinder::Volume")).toHaveLength(around.volumes.length);
    expect(members.some(({ name }) => name === "public")).toBe(false);
  });

  test("by a server group or a stack that no longer exists is an error, and no empty plan", async () => {
    await expect(resolved({ by: "server-group", groupId: "nowhere", name: "app" })).rejects.toMatchObject({
      code: "not-found",
    });
    await expect(
      resolved({ by: "stack", stackId: "00000000-0000-4000-8000-000000000000", name: "nowhere" }),
    ).rejects.toMatchObject({ code: "not-found" });
  });
});

group("what stands in the demo's project", () => {
  test("is chosen by server group, stack and tag", async (context) => {
    if (under.isReal) return context.skip();
    const serverGroup = around.serverGroups.find(({ members }) => members.length > 0);
    const [stack] = await cloud.heat.stacks.list();
    if (!serverGroup || !stack) throw new Error("The demo has neither server group nor stack");
    const byGroup = await resolved({ by: "server-group", groupId: serverGroup.id, name: serverGroup.name });
    expect(byGroup.members.map(({ id }) => id).sort()).toEqual(
      serverGroup.members.filter((id) => around.servers.some((server) => server.id === id)).sort(),
    );
    expect((await resolved({ by: "stack", stackId: stack.id, name: "renamed since" })).members.length).toBeGreaterThan(
      0,
    );
    const tagged = around.servers.find(({ tags }) => tags.length > 0);
    const byTag = await resolved({ by: "tag", tag: tagged?.tags[0] ?? "" });
    expect(byTag.members.map(({ id }) => id)).toContain(tagged?.id);
  });

  test("is described so that each part can be read back from a manifest", async () => {
    const { members } = await resolved({ by: "project", kinds: ["OS::Nova::Server"] });
    const nodes = dependencyGraph(members, around);
    const { resources, securityGroups } = await describe(cloud, { nodes, around, userData: {} });
    expect(resources).toHaveLength(nodes.length);
    for (const resource of resources) expect(savedResource.safeParse(resource).error).toBeUndefined();
    for (const rule of securityGroups.flatMap(({ rules }) => rules))
      if (rule.remoteGroupId) expect(securityGroups.map(({ id }) => id)).toContain(rule.remoteGroupId);
    for (const resource of resources)
      if (resource.kind === "OS::Nova::Server") {
        expect(resource.attachments.filter(({ boot }) => boot)).toHaveLength(resource.imageId === null ? 1 : 0);
        for (const { volumeId: id } of resource.attachments) expect(nodes.map((node) => node.id)).toContain(id);
      }
  });
});
