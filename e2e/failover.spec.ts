import type { APIRequestContext, Page } from "@playwright/test";
import { z } from "zod";
import { addFault } from "./demo-faults";
import { expect, test } from "./fixtures";
import { tabTo } from "./journey";

const PLAN = "Billing database";
const UP_MS = 180_000;
const KINDS = ["OS::Nova::Server", "OS::Cinder::Volume", "OS::Neutron::Network", "OS::Glance::Image"];
const sites = z.object({ sites: z.array(z.object({ id: z.string(), name: z.string() })) });
const listing = z.object({ rows: z.array(z.object({ id: z.string(), kind: z.string(), name: z.string() })) });

test.describe.configure({ mode: "serial" });

async function siteId(request: APIRequestContext, name: string): Promise<string> {
  const { sites: known } = sites.parse(await (await request.get("/api/viewer")).json());
  return known.find((site) => site.name === name)?.id ?? "";
}

/** Everything of the project at the site, id by id. */
async function resourcesAt(request: APIRequestContext, site: string): Promise<string[]> {
  const lists = await Promise.all(
    KINDS.map(async (kind) =>
      listing.parse(await (await request.get(`/api/resources?siteId=${site}&kind=${kind}`)).json()),
    ),
  );
  return lists.flatMap(({ rows }) => rows.map(({ kind, id, name }) => `${kind} ${id} ${name}`)).sort();
}

const isUp = (page: Page) =>
  expect(page.getByRole("heading", { level: 1, name: /^1 of 1 server is up at RegionTwo/ })).toBeVisible({
    timeout: UP_MS,
  });

/** A sign-in that is older than five minutes is asked for again, over the form as it is. */
async function signInAgainWhenAsked(page: Page): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Sign in again as demo" });
  const arrived = page.getByRole("heading", { level: 1, name: /^The failover of|is up at/ });
  await expect(dialog.or(arrived).first()).toBeVisible({ timeout: 60_000 });
  if (!(await dialog.isVisible())) return;
  await expect(page.getByLabel(/^Reason/)).toHaveValue("RegionOne lost its power");
  await page.keyboard.type("secret");
  await page.keyboard.press("Enter");
}

test("a drill comes up apart from everything, ends, and leaves nothing", async ({ page }) => {
  test.setTimeout(3 * UP_MS);
  const recovery = await siteId(page.request, "RegionTwo");
  const before = await resourcesAt(page.request, recovery);
  await page.goto("/recovery");
  await page.getByRole("button", { name: `Start a drill of ${PLAN}` }).click();
  await expect(page.getByRole("radio", { name: /^Latest 2/ })).toBeChecked();
  await page.getByRole("button", { name: "Next: Checks" }).click();
  await expect(page.getByText("Nothing stands in the way at RegionTwo")).toBeVisible();
  await page.getByRole("button", { name: "Next: Review" }).click();
  await expect(page.getByText(/neither its servers nor its schedule are touched/)).toBeVisible();

  // What was chosen stands in the address; what was shown is asked for again.
  await page.reload();
  await page.getByLabel(/to confirm/).fill(PLAN);
  await page.getByRole("button", { name: "Start the drill" }).click();
  await expect(page.getByText("Say why, for those who read it later.")).toBeVisible();
  await page.getByLabel(/^Reason/).fill("Does the newest point come up?");
  await page.getByRole("button", { name: "Start the drill" }).click();
  await isUp(page);
  await expect(page.getByRole("link", { name: "Fail over for real now…" })).toBeVisible();
  const made = page.getByRole("table", { name: "What took whose place" });
  await expect(made.getByRole("row", { name: /db-1 server/ })).toBeVisible();

  await page.getByRole("button", { name: "End the drill" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "End the drill" }).click();
  const over = page.getByRole("heading", { level: 1, name: /has ended, and nothing of it is left/ });
  await expect(over).toBeVisible({ timeout: UP_MS });
  await expect(page.getByText("nothing left", { exact: true })).toBeVisible();
  expect(await resourcesAt(page.request, recovery)).toEqual(before);

  await page.goto("/recovery");
  await expect(page.getByRole("table", { name: "Failovers and drills" }).getByRole("row")).not.toHaveCount(1);
});

test("a site is lost: by keyboard to the recovery site, tried, and committed", async ({ page }) => {
  test.setTimeout(3 * UP_MS);
  const { keyboard } = page;
  const press = async (name: string | RegExp) => {
    await tabTo(page, page.getByRole("button", { name }));
    await keyboard.press("Enter");
  };
  const relight = await addFault({ site: "RegionOne", path: "/site-lost", effect: { kind: "dark", how: "refused" } });
  try {
    await page.goto("/recovery");
    await press(`Fail over ${PLAN}`);
    await expect(page.getByRole("heading", { level: 1, name: `Fail over ${PLAN} to RegionTwo` })).toBeVisible();
    await tabTo(page, page.getByRole("radio", { name: /^Planned/ }));
    await keyboard.press("ArrowDown");
    await expect(page.getByRole("radio", { name: /^Disaster/ })).toBeChecked();
    await expect(page.getByLabel(/^When the interruption began \(WE?S?T\)/)).not.toHaveValue("");
    await press("Next: Recovery point");
    await press("Next: Checks");
    await expect(page.getByText(/^It can begin|^Nothing stands in the way/)).toBeVisible({ timeout: 60_000 });
    await press("Next: Review");
    await expect(page.getByText(/RegionOne is not asked for anything/)).toBeVisible();
    await tabTo(page, page.getByLabel(/^Reason/));
    await keyboard.type("RegionOne lost its power");
    await tabTo(page, page.getByLabel(/to confirm/));
    await keyboard.type(PLAN);
    await keyboard.press("Enter");
    await signInAgainWhenAsked(page);
    await isUp(page);
    await expect(page.getByText("Both sites may be writing")).toBeVisible();
    await expect(
      page.getByRole("region", { name: "To do at RegionOne" }).getByText("waits for the site"),
    ).toBeVisible();

    await page.getByRole("button", { name: "Commit…" }).click();
    const dialog = page.getByRole("dialog", { name: `Commit: ${PLAN} runs at RegionTwo from now on` });
    await dialog.getByLabel(/to confirm/).fill(PLAN);
    await dialog.getByRole("button", { name: "Commit", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: `${PLAN} runs at RegionTwo` })).toBeVisible();
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Recovery" }).click();
    await expect(page.getByRole("row", { name: /Billing database RegionTwo → RegionOne/ })).toBeVisible();
  } finally {
    await relight();
  }
});
