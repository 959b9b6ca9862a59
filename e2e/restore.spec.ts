import type { Page } from "@playwright/test";
import { runSucceeds } from "./journey";
import { expect, test } from "./fixtures";
import { readThings } from "./pages";

async function openWizard(page: Page): Promise<void> {
  const { checkpointId } = await readThings(page.request);
  await page.goto(`/checkpoints/${checkpointId}`);
  await page.getByRole("link", { name: "Restore…" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Restore Billing database" })).toBeVisible();
  await page.getByRole("radio", { name: /Chosen parts/ }).click();
}

/** Leaves nothing chosen. */
async function chooseNothing(page: Page): Promise<void> {
  const chosen = page.getByRole("main").getByRole("checkbox", { checked: true });
  while ((await chosen.count()) > 0) await chosen.first().uncheck();
}

async function review(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Next: Where" }).click();
  await expect(page.getByRole("radio", { name: /^RegionOne/ })).toBeChecked();
  await page.getByRole("button", { name: "Next: How" }).click();
}

async function removeAll(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Remove everything this restore made…" }).click();
  const dialog = page.getByRole("dialog", { name: "Remove everything this restore made" });
  await dialog.getByLabel(/to confirm/).fill("Billing database");
  await dialog.getByRole("button", { name: "Remove everything" }).click();
  await expect(dialog).toBeHidden();
  await runSucceeds(page);
}

test("one volume comes back beside the original, and can be removed again", async ({ page }) => {
  const name = `db-wal back ${Date.now()}`;
  await openWizard(page);
  await chooseNothing(page);
  await page.getByRole("checkbox", { name: "db-wal" }).check();
  await review(page);
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Check and review" }).click();
  await expect(page.getByText("The originals are not touched.")).toBeVisible();
  await page.getByRole("button", { name: "Restore", exact: true }).click();
  await runSucceeds(page);
  const run = page.url();
  await expect(
    page.getByRole("table", { name: "Made by this run" }).getByRole("row", { name: new RegExp(name) }),
  ).toBeVisible();

  await page.goto(`/resources?kind=volume&search=${encodeURIComponent(name)}`);
  await expect(page.getByRole("row", { name: new RegExp(name) }).getByText("available")).toBeVisible();

  await page.goto(run);
  await removeAll(page);
  await page.goto(`/resources?kind=volume&search=${encodeURIComponent(name)}`);
  await expect(page.getByText(new RegExp(`No volume at RegionOne is named like`))).toBeVisible();
});

test("a whole server comes back beside the original, with its volumes", async ({ page }) => {
  const name = `db-1 back ${Date.now()}`;
  await openWizard(page);
  await chooseNothing(page);
  await page.getByRole("checkbox", { name: "db-1", exact: true }).check();
  await review(page);
  await page.getByRole("region", { name: "Servers" }).getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Check and review" }).click();
  await expect(page.getByText("The originals are not touched.")).toBeVisible();
  await page.getByRole("button", { name: "Restore", exact: true }).click();
  await runSucceeds(page);
  const run = page.url();

  await page.goto(`/resources?search=${encodeURIComponent(name)}`);
  const row = page.getByRole("row", { name: new RegExp(name) });
  await expect(row.getByText("active")).toBeVisible();
  await row.getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("table", { name: "Volumes" }).getByRole("row")).toHaveCount(4);
  await expect(page.getByRole("table", { name: "Ports" })).toBeVisible();

  await page.goto(run);
  await removeAll(page);
});
