import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Cloud } from "@/lib/openstack/cloud";
import { withObserver } from "@/lib/openstack/observer";
import { cloudUnderTest, type CloudUnderTest } from "@/lib/openstack/testing/cloud-under-test";
import { RESOURCE_KINDS } from "@/lib/domain/resource";
import { details } from "./detail";
import { inventory } from ".";

const all = { search: "", marker: null, limit: 100 };
let under: CloudUnderTest;
let demo: Cloud;

beforeAll(async () => {
  under = await cloudUnderTest();
  demo = await under.as("demo");
  // Versions are asked once in ten minutes: not what is counted here.
  await Promise.all(RESOURCE_KINDS.map((kind) => inventory[kind](demo, all)));
});
afterAll(() => under.stop());

async function counted<T>(work: () => Promise<T>): Promise<{ value: T; calls: string[] }> {
  const calls: string[] = [];
  const value = await withObserver(
    (exchange) =>
      void (exchange.moment === "sent" && calls.push(`${exchange.service} ${new URL(exchange.url).pathname}`)),
    work,
  );
  return { value, calls };
}

describe("lists", () => {
  test.each([
    ["OS::Nova::Server", 3],
    ["OS::Cinder::Volume", 2],
    ["OS::Glance::Image", 1],
    ["OS::Neutron::Network", 4],
  ] as const)("%s: %i calls, however many rows", async (kind, most) => {
    const { value, calls } = await counted(() => inventory[kind](demo, all));
    expect(calls.length).toBeLessThanOrEqual(most);
    for (const row of value.rows) expect(row).toMatchObject({ kind, siteId: demo.site.id });
  });

  test("are searched without regard to case, and paged", async () => {
    const names = (await inventory["OS::Cinder::Volume"](demo, all)).rows.map(({ name }) => name);
    const [one = ""] = names;
    const found = await inventory["OS::Cinder::Volume"](demo, { ...all, search: one.toUpperCase() });
    expect(found.rows.map(({ name }) => name)).toContain(one);
    const first = await inventory["OS::Cinder::Volume"](demo, { ...all, limit: 1 });
    expect(first.rows).toHaveLength(1);
    if (names.length > 1) {
      const second = await inventory["OS::Cinder::Volume"](demo, { ...all, limit: 1, marker: first.nextMarker });
      expect(second.rows[0]?.id).not.toBe(first.rows[0]?.id);
    }
  });
});

describe("one resource", () => {
  test("a server comes with its volumes, ports, groups, key and flavor, all asked side by side", async () => {
    const { rows } = await inventory["OS::Nova::Server"](demo, all);
    const server = rows.find(({ dependsOn }) => dependsOn.some(({ kind }) => kind === "OS::Cinder::Volume"));
    if (!server) return;
    const { value, calls } = await counted(() => details["OS::Nova::Server"](demo, server.id));
    expect(calls).toHaveLength(new Set(calls).size);
    expect(calls.length).toBeLessThanOrEqual(11);
    const kinds = new Set(value?.parts.map(({ kind }) => kind));
    for (const { kind } of server.dependsOn.filter((each) => each.kind !== "OS::Neutron::Network"))
      expect(kinds).toContain(kind);
    const port = value?.parts.find(({ kind }) => kind === "OS::Neutron::Port");
    expect(port?.facts.map(({ label }) => label)).toEqual(expect.arrayContaining(["Addresses", "MAC", "Network"]));
  });

  test.each(RESOURCE_KINDS)("%s: what is not there is null, not a failure", async (kind) => {
    expect(await details[kind](demo, "00000000-0000-4000-8000-000000000000")).toBeNull();
  });

  test.each(RESOURCE_KINDS)("%s: another project's is not there, also for an administrator", async (kind) => {
    const [row] = (await inventory[kind](demo, all)).rows;
    if (!row) return;
    const [admin, alt] = await Promise.all([under.as("admin"), under.as("alt")]);
    expect(await details[kind](admin, row.id)).toBeNull();
    expect(await details[kind](alt, row.id)).toBeNull();
  });
});
