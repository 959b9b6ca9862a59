import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import path from "node:path";
import type { Page } from "@playwright/test";
import { z } from "zod";
import { expect, test } from "../fixtures";
import { runSucceeds } from "../journey";
import { addressesAt, clearShop, makeShop, type Shop } from "./shop";
import { servicesAreUp } from "./workload";

const script = (name: string, ...args: string[]) =>
  execFileSync(path.join(import.meta.dirname, name), args, { stdio: "inherit" });
const LENGTH = 4096;
const UP_MS = 300_000;

const document = (name: string) => `
breakwater: protection-plan
version: 1
plan:
  name: ${name}
  description: ""
  site: RegionOne
  recoverySite: RegionTwo
  selection: { by: metadata, key: shop, value: ${name} }
  schedule: { every: manual, timeZone: UTC }
  retention: { last: 5, hourly: 0, daily: 0, weekly: 0, monthly: 0, maxAgeDays: null }
  fullEvery: 4
  consistency: crash
  offsiteWay: shared-store
  objective: { rpoMinutes: 60, rtoMinutes: 30, targetPercent: 99, rung: offsite }
`;

async function takeCheckpoint(page: Page, plan: string): Promise<void> {
  await page.goto(plan);
  await page.getByRole("button", { name: "Take checkpoint" }).click();
  await runSucceeds(page, UP_MS);
}

async function failOver(page: Page, name: string, to: string, mode: "Planned" | "Disaster"): Promise<void> {
  await page.goto("/recovery");
  await page.getByRole("button", { name: `Fail over ${name}` }).click();
  await expect(page.getByRole("heading", { level: 1, name: `Fail over ${name} to ${to}` })).toBeVisible();
  await page.getByRole("radio", { name: new RegExp(`^${mode}`) }).check();
  await page.getByRole("button", { name: "Next: Recovery point" }).click();
  await page.getByRole("button", { name: "Next: Checks" }).click();
  await expect(page.getByText(/^It can begin|^Nothing stands in the way/)).toBeVisible();
  await page.getByRole("button", { name: "Next: Review" }).click();
  await page.getByLabel(/^Reason/).fill(`${mode} failover in a test`);
  await page.getByLabel(/to confirm/).fill(name);
  await page.getByRole("button", { name: /^Start the failover|^Fail over/ }).click();
  await signInAgainWhenAsked(page);
  await expect(
    page.getByRole("heading", { level: 1, name: new RegExp(`^3 of 3 servers are up at ${to}`) }),
  ).toBeVisible({
    timeout: UP_MS,
  });
  console.log(await page.getByRole("heading", { level: 1 }).innerText());
}

/** A sign-in that is older than five minutes is asked for again, over the form as it is. */
async function signInAgainWhenAsked(page: Page): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Sign in again as demo" });
  const arrived = page.getByRole("heading", { level: 1, name: /^The failover of|up at|runs at/ });
  await expect(dialog.or(arrived).first()).toBeVisible();
  if (!(await dialog.isVisible())) return;
  await page.keyboard.type("secret");
  await page.keyboard.press("Enter");
}

async function commit(page: Page, name: string, site: string): Promise<void> {
  await page.getByRole("button", { name: "Commit…" }).click();
  const dialog = page.getByRole("dialog", { name: `Commit: ${name} runs at ${site} from now on` });
  await dialog.getByLabel(/to confirm/).fill(name);
  await dialog.getByRole("button", { name: "Commit", exact: true }).click();
  await signInAgainWhenAsked(page);
  await expect(page.getByRole("heading", { level: 1, name: new RegExp(`^${name} runs at ${site}`) })).toBeVisible();
}

/** The commit asks for a first point in the new direction: it is taken, and nothing of the plan is under way. */
async function firstPointIsTaken(page: Page, plan: string): Promise<void> {
  const door = `/api/plans/${new URL(plan).pathname.split("/").at(-1)}`;
  const running = async () =>
    z.object({ runningRunId: z.string().nullable() }).parse(await (await page.request.get(door)).json());
  await expect.poll(running, { timeout: UP_MS, intervals: [2_000] }).toEqual({ runningRunId: null });
}

async function write(shop: Shop, region: "one" | "two"): Promise<Buffer> {
  const bytes = randomBytes(LENGTH);
  for (const id of await disksOf(shop, region)) await shop.test.writeBytes(id, bytes, region);
  return bytes;
}

async function bytesAt(shop: Shop, region: "one" | "two"): Promise<Buffer[]> {
  return Promise.all((await disksOf(shop, region)).map((id) => shop.test.readBytes(id, LENGTH, region)));
}

/** The data volumes of the database server that runs there. */
async function disksOf({ name, test: cloudTest }: Shop, region: "one" | "two"): Promise<string[]> {
  const cloud = await cloudTest.as("demo", { region });
  const server = (await cloud.nova.servers.list()).find((one) => one.name === `${name}-db` && one.status === "ACTIVE");
  const attached = server?.["os-extended-volumes:volumes_attached"] ?? [];
  expect(attached).toHaveLength(2);
  return attached.map(({ id }) => id);
}

test("a shop of three servers: its site is lost, it runs at the other one, and comes home with what was written there", async ({
  page,
}) => {
  test.setTimeout(25 * 60_000);
  page.setDefaultTimeout(60_000);
  const name = `shop-${Date.now()}`;
  const shop = await makeShop(name);
  const away = await shop.test.as("demo", { region: "two" });
  const addresses = await addressesAt(shop.cloud, name);
  expect(Object.keys(addresses)).toEqual([`${name}-app`, `${name}-db`, `${name}-web`]);

  await page.goto("/plans/import");
  await page.getByLabel("Document").fill(document(name));
  await page.getByRole("button", { name: "Import plan" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  const plan = page.url();

  const first = await write(shop, "one");
  await takeCheckpoint(page, plan);

  script("down.sh", "r1");
  try {
    await failOver(page, name, "RegionTwo", "Disaster");
    expect(await addressesAt(away, name)).toEqual(addresses);
    expect(await bytesAt(shop, "two")).toEqual([first, first]);
    await commit(page, name, "RegionTwo");
  } finally {
    script("up.sh");
    await servicesAreUp(shop);
  }
  await page.reload();
  await expect(page.getByText("waits for the site")).toHaveCount(0, { timeout: UP_MS });
  await firstPointIsTaken(page, plan);

  const later = await write(shop, "two");
  await takeCheckpoint(page, plan);
  await failOver(page, name, "RegionOne", "Planned");
  expect(await addressesAt(shop.cloud, name)).toEqual(addresses);
  expect(await bytesAt(shop, "one")).toEqual([later, later]);
  await commit(page, name, "RegionOne");
  await firstPointIsTaken(page, plan);

  await page.goto(plan);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  const dialog = page.getByRole("dialog", { name: `Delete the plan ${name}` });
  await dialog.getByRole("radio", { name: /Delete its checkpoints now/ }).click();
  await dialog.getByLabel(/to confirm/).fill(name);
  await dialog.getByRole("button", { name: "Delete plan and checkpoints" }).click();
  await runSucceeds(page, UP_MS);
  await clearShop(shop);
});
