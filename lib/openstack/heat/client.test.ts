import { afterAll, beforeAll, expect, test } from "vitest";
import { linkTo, type Cloud } from "../cloud";
import { findEndpoint } from "../endpoints";
import { authenticate } from "../keystone/authenticate";
import { cloudUnderTest, type CloudUnderTest } from "../testing/cloud-under-test";
import { testName, until } from "../testing/until";

let world: CloudUnderTest;
let cloud: Cloud;
let removeStack: (() => Promise<unknown>) | null = null;
afterAll(async () => {
  await removeStack?.();
  await world.stop();
});
beforeAll(async () => {
  world = await cloudUnderTest();
  cloud = await world.as("demo");
  // The demo cloud comes with a stack; Breakwater makes none, so the real one gets it by hand.
  if (world.isReal) await makeStack();
});

test("there is a stack to look at", async () => {
  expect(await cloud.heat.stacks.list()).not.toEqual([]);
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

async function makeStack(): Promise<void> {
  const token = await authenticate(linkTo(world.site()), world.credentials("demo"));
  const url = `${findEndpoint(world.site(), "heat", token.catalog)}/stacks`;
  const headers = { "x-auth-token": token.value, "content-type": "application/json" };
  const template = {
    heat_template_version: "2018-08-31",
    resources: { data: { type: "OS::Cinder::Volume", properties: { size: 1 } } },
  };
  const stack_name = testName("stack");
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify({ stack_name, template }) });
  expect(answer.status).toBe(201);
  const stack = () => cloud.heat.stacks.list({ name: stack_name }).then(([found]) => found);
  const made = await until("stack", async () =>
    ((found) => found?.stack_status === "CREATE_COMPLETE" && found)(await stack()),
  );
  removeStack = async () => {
    await fetch(`${url}/${stack_name}/${made.id}`, { method: "DELETE", headers });
    await until("stack gone", async () => (await stack()) === undefined);
  };
}
