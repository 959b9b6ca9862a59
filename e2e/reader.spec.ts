import { expect, test } from "./fixtures";
import { readThings } from "./pages";

test.use({ account: "viewer" });

test("a reader sees everything and is offered no change that would do anything", async ({ page }) => {
  const { planId, checkpointId, runId, siteId, serverId } = await readThings(page.request);
  await page.goto("/plans");
  await expect(page.getByRole("button", { name: "New plan", exact: true })).toBeDisabled();

  await page.goto(`/plans/${planId}`);
  await expect(page.getByRole("button", { name: "Take checkpoint", exact: true })).toBeDisabled();
  await expect(page.getByRole("button", { name: "Edit", exact: true })).toBeDisabled();
  await page.getByRole("button", { name: "More actions" }).click();
  await expect(page.getByRole("menuitem", { name: "Delete…" })).toBeDisabled();

  await page.goto(`/checkpoints/${checkpointId}`);
  for (const name of ["Restore…", "Keep…"])
    await expect(page.getByRole("button", { name, exact: true })).toBeDisabled();

  await page.goto("/plans/new");
  await expect(page.getByRole("button", { name: "Create plan" })).toHaveCount(0);

  await page.goto("/resources?kind=volume");
  await expect(page.getByText("Not protected").first()).toBeVisible();
  await expect(page.getByRole("link", { name: /^Protect / })).toHaveCount(0);
  await expect(page.getByRole("checkbox")).toHaveCount(0);

  await page.goto(`/resources/server/${serverId}?site=${siteId}`);
  await expect(page.getByRole("table", { name: "Volumes" })).toBeVisible();

  await page.goto(`/runs/${runId}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();

  await page.goto("/settings");
  await expect(page.getByRole("table", { name: "Access of plans" })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Renew the access/ })).toHaveCount(0);
  await expect(page.getByText("and change nothing")).toBeVisible();

  await page.goto("/sites");
  await expect(page.getByRole("link", { name: "Add site" })).toHaveCount(0);
});
