import { afterAll, beforeAll, expect, test } from "vitest";
import type { Cloud } from "../cloud";
import { cloudUnderTest, type CloudUnderTest } from "../testing/cloud-under-test";

let world: CloudUnderTest;
let cloud: Cloud;
afterAll(() => world.stop());
beforeAll(async () => {
  world = await cloudUnderTest();
  cloud = await world.as("demo");
});

test("stacks are listed, and each tells its resources and its template", async () => {
  for (const stack of await cloud.heat.stacks.list()) {
    expect(stack.stack_status).toMatch(/^[A-Z]+_[A-Z]+$/);
    expect((await cloud.heat.stacks.find(stack))?.id).toBe(stack.id);
    for (const resource of await cloud.heat.stacks.resources(stack)) expect(resource.resource_type).toMatch(/::/);
    expect(await cloud.heat.stacks.template(stack)).toHaveProperty("resources");
  }
});

test("a page is no longer than was asked", async () => {
  expect((await cloud.heat.stacks.page({ limit: 1 })).items.length).toBeLessThanOrEqual(1);
});

test("a stack that does not exist is null, and so is another project's", async () => {
  expect(await cloud.heat.stacks.find({ stack_name: "none", id: "00000000-0000-4000-8000-000000000000" })).toBeNull();
  const alt = await world.as("alt");
  for (const stack of await cloud.heat.stacks.list()) expect(await alt.heat.stacks.find(stack)).toBeNull();
});

test("its version", async () => {
  expect((await cloud.heat.versions()).max).toBe("1.0");
});
