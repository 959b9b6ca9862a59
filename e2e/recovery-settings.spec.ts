import type { Page } from "@playwright/test";
import { z } from "zod";
import { deletePlanWithCheckpoints, runSucceeds, tabTo } from "./journey";
import { expect, test } from "./fixtures";
import { readThings } from "./pages";

const SAVED = "The recovery settings are saved";
const unsaved = (page: Page) => page.getByRole("region", { name: "Unsaved changes" });

async function save(page: Page): Promise<void> {
  await unsaved(page).getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(SAVED).first()).toBeVisible();
  await expect(unsaved(page)).toHaveCount(0);
}

test("a mapping is proposed, set, kept, and left to the proposal again", async ({ page }) => {
  const { planId } = await readThings(page.request);
  await page.goto(`/plans/${planId}`);
  await page.getByRole("link", { name: "Recovery settings" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Recovery of Billing database" })).toBeVisible();
  await expect(page.getByRole("figure", { name: "From RegionOne to RegionTwo" })).toBeVisible();

  const zone = page.getByRole("row", { name: /^nova/ });
  await expect(zone.getByText("the same name")).toBeVisible();
  await zone.getByRole("combobox", { name: "What zone nova becomes" }).selectOption("any");
  await expect(zone.getByText("set here")).toBeVisible();
  await save(page);

  await page.reload();
  await expect(zone.getByText("set here")).toBeVisible();
  await zone.getByRole("button", { name: "Reset zone nova" }).click();
  await expect(zone.getByText("the same name")).toBeVisible();
  await save(page);

  await page.goto(`/plans/${planId}`);
  await expect(page.getByText("set how the plan comes back").first()).toBeVisible();
});

test("whether it could begin now is told check by check, and a dry run lists every call", async ({ page }) => {
  const { planId } = await readThings(page.request);
  await page.goto(`/plans/${planId}/recovery`);
  const readiness = page.getByRole("region", { name: "Readiness" });
  for (const check of ["RegionTwo answers", "Newest point offsite", "Mappings", "Order", "Quota at RegionTwo"])
    await expect(readiness.getByRole("listitem").filter({ hasText: check }).first()).toBeVisible();
  await readiness.getByRole("button", { name: "Check again" }).click();
  await expect(readiness.getByText(/^checked (just now|\d+ s ago)$/)).toBeVisible();

  // Other runs come and go meanwhile: the plan's schedule, and other tests.
  const started = async () =>
    Promise.all(
      ["failover", "drill"].map(async (kind) =>
        (await page.request.get(`/api/runs?planId=${planId}&kind=${kind}`)).json(),
      ),
    );
  const before = await started();
  await page.getByRole("button", { name: "Show every step" }).click();
  const steps = page.getByRole("list", { name: "Steps" });
  await expect(steps.getByText("Rebuild network back with its subnets and router")).toBeVisible();
  await expect(steps.getByText(/^Nova: POST \/servers/)).toBeVisible();
  await page.getByRole("radio", { name: "Drill" }).click();
  await expect(steps.getByText("Make the isolated network drill back with its subnets")).toBeVisible();
  expect(await started()).toEqual(before);
});

const found = z.object({ rows: z.array(z.looseObject({ id: z.string(), name: z.string() })) });

/** A plan of two servers with one checkpoint, made from the text of another plan; answers with its address. */
async function planOfTwo(page: Page, name: string): Promise<string> {
  const { planId, siteId } = await readThings(page.request);
  const servers = await page.request.get(`/api/resources?siteId=${siteId}&kind=OS::Nova::Server&search=web-`);
  const { rows } = found.parse(await servers.json());
  const chosen = rows.map((row) => `      - { kind: "OS::Nova::Server", id: ${row.id}, name: ${row.name} }`);
  const text = await (await page.request.get(`/api/plans/${planId}/document.yaml`)).text();
  await page.goto("/plans/import");
  await page
    .getByRole("textbox")
    .last()
    .fill(
      text
        .replace(/^ {2}name: .*$/m, `  name: ${name}`)
        .replace(/^ {4}resources:\n(?: {6}.*\n)+/m, `    resources:\n${chosen.join("\n")}\n`),
    );
  await page.getByRole("button", { name: "Import plan" }).click();
  await expect(page.getByRole("heading", { level: 1, name, exact: true })).toBeVisible();
  const plan = page.url();
  await page.getByRole("button", { name: "Take checkpoint" }).click();
  await runSucceeds(page);
  return plan;
}

test("the order is set by keyboard alone: who comes after whom, and when a server counts as up", async ({ page }) => {
  // A checkpoint is taken for it, and deleted with it.
  test.slow();
  const name = `two ${Date.now()}`;
  const plan = await planOfTwo(page, name);
  await page.goto(plan);
  await page.getByRole("link", { name: "Recovery settings" }).click();
  const order = page.getByRole("region", { name: "Order" });
  await expect(order.getByRole("heading", { name: /^Wave/ })).toHaveCount(1);

  const change = order.getByRole("button", { name: "Change how web-2 comes back" });
  await tabTo(page, change);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "How web-2 comes back" });
  await tabTo(page, dialog.getByRole("checkbox", { name: "web-1" }));
  await page.keyboard.press("Space");
  await tabTo(page, dialog.getByRole("button", { name: "Add: a url answers" }));
  await page.keyboard.press("Enter");
  await tabTo(page, dialog.getByRole("button", { name: "Apply" }));
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("textbox", { name: "URL" })).toHaveAttribute("aria-invalid", "true");
  await tabTo(page, dialog.getByRole("textbox", { name: "URL" }));
  await page.keyboard.type("http://10.0.0.12/health");
  await tabTo(page, dialog.getByRole("button", { name: "Apply" }));
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(change).toBeFocused();
  await expect(order.getByRole("heading", { name: /^Wave/ })).toHaveCount(2);
  await expect(order.getByText("http://10.0.0.12/health answers 200", { exact: false })).toBeVisible();

  // The other way round would be a circle.
  await order.getByRole("button", { name: "Change how web-1 comes back" }).click();
  const other = page.getByRole("dialog", { name: "How web-1 comes back" });
  await expect(other.getByRole("checkbox", { name: "web-2" })).toBeDisabled();
  await page.keyboard.press("Escape");
  await save(page);

  await page.reload();
  await expect(order.getByText("comes after web-1", { exact: false })).toBeVisible();
  await page.getByRole("button", { name: "Show every step" }).click();
  await expect(page.getByText("GET http://10.0.0.12/health, for at most 300 s")).toBeVisible();
  await page.goto(plan);
  await deletePlanWithCheckpoints(page, name);
});

test.describe("for a reader", () => {
  test.use({ account: "viewer" });

  test("everything is shown and nothing can be changed", async ({ page }) => {
    const { planId } = await readThings(page.request);
    await page.goto(`/plans/${planId}/recovery`);
    await expect(page.getByRole("combobox", { name: "What zone nova becomes" })).toBeDisabled();
    await expect(page.getByRole("button", { name: /^Change how/ })).toHaveCount(0);
    await expect(page.getByRole("spinbutton", { name: "Cleaned up by itself after" })).toBeDisabled();
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("nothing is wider than the screen, the dialog of a server included", async ({ page }) => {
    const { planId } = await readThings(page.request);
    await page.goto(`/plans/${planId}/recovery`);
    await expect(page.getByRole("table", { name: "What becomes what at RegionTwo" })).toBeVisible();
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await page.getByRole("button", { name: "Change how db-1 comes back" }).click();
    const dialog = page.getByRole("dialog", { name: "How db-1 comes back" });
    await dialog.getByRole("button", { name: "Add: a port is open" }).click();
    expect(await dialog.evaluate((node) => node.scrollWidth - node.clientWidth)).toBeLessThanOrEqual(0);
  });
});
