import { deletePlanWithCheckpoints, runSucceeds, tabTo } from "./journey";
import { expect, test } from "./fixtures";

test("from “not protected” to a checkpoint by mouse, and what protects it is shown", async ({ page }) => {
  const name = `scratch ${Date.now()}`;
  await page.goto("/resources?kind=volume&search=scratch");
  const row = page.getByRole("row", { name: /scratch/ });
  await expect(row.getByText("Not protected")).toBeVisible();
  await row.getByRole("link", { name: "Protect scratch" }).click();
  await expect(page.getByRole("list", { name: "Chosen resources" }).getByText("scratch")).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Keep the defaults and review" }).click();
  await expect(page.getByRole("heading", { name: "This is what will be saved." })).toBeVisible();
  await page.getByRole("button", { name: "Create plan" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  const plan = page.url();

  await page.getByRole("button", { name: "Take checkpoint" }).click();
  await runSucceeds(page);
  await page.getByRole("main").getByRole("link", { name: "checkpoint", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: new RegExp(name) })).toBeVisible();
  await expect(page.getByRole("main").getByText("1 of 1 captured")).toBeVisible();

  await page.goto("/resources?kind=volume&search=scratch");
  await page
    .getByRole("row", { name: /scratch/ })
    .getByRole("link", { name: "scratch", exact: true })
    .click();
  await expect(
    page.getByRole("table", { name: "Checkpoints that hold scratch" }).getByRole("link", { name: /^Restore/ }),
  ).toHaveCount(1);
  await page.getByRole("link", { name }).first().click();
  await expect(page).toHaveURL(plan);
  await deletePlanWithCheckpoints(page, name);
});

test("several resources of several kinds are ticked on their way to one plan", async ({ page }) => {
  await page.goto("/resources");
  await page
    .getByRole("row", { name: /bastion-1/ })
    .getByRole("checkbox", { name: "Choose this row" })
    .check();
  await page.getByRole("navigation", { name: "Kinds of resource" }).getByRole("link", { name: "Volumes" }).click();
  await page
    .getByRole("row", { name: /archive-2024/ })
    .getByRole("checkbox", { name: "Choose this row" })
    .check();
  await expect(page.getByText("1 server and 1 volume chosen")).toBeVisible();
  await page.getByRole("link", { name: "Make a plan of them" }).click();
  const chosen = page.getByRole("list", { name: "Chosen resources" });
  await expect(chosen.getByText("bastion-1")).toBeVisible();
  await expect(chosen.getByText("archive-2024")).toBeVisible();
});

test("make a plan and take a checkpoint by keyboard alone", async ({ page }) => {
  const name = `reports ${Date.now()}`;
  const { keyboard } = page;
  await page.goto("/plans");
  await tabTo(page, page.getByRole("button", { name: "New plan" }));
  await keyboard.press("Enter");
  await expect(page).toHaveURL(/\/plans\/new/);
  await tabTo(page, page.getByLabel("Name", { exact: true }));
  await keyboard.type(name);
  await tabTo(page, page.getByRole("searchbox", { name: /^Search/ }));
  // To the volumes, which the choice of kinds offers before the search.
  await keyboard.press("Shift+Tab");
  await keyboard.type("volumes");
  await tabTo(page, page.getByRole("searchbox", { name: "Search volumes" }));
  await keyboard.type("reports");
  await tabTo(page, page.getByRole("checkbox", { name: /^reports/ }));
  await keyboard.press("Space");
  await expect(page.getByRole("list", { name: "Chosen resources" }).getByText("reports")).toBeVisible();
  await tabTo(page, page.getByRole("button", { name: "Keep the defaults and review" }));
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "This is what will be saved." })).toBeFocused();
  await tabTo(page, page.getByRole("button", { name: "Create plan" }));
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  const plan = page.url();
  await tabTo(page, page.getByRole("button", { name: "Take checkpoint" }));
  await keyboard.press("Enter");
  await runSucceeds(page);
  await tabTo(page, page.getByRole("main").getByRole("link", { name: "checkpoint", exact: true }));
  await keyboard.press("Enter");
  await expect(page.getByRole("main").getByText("1 of 1 captured")).toBeVisible();

  await page.goto(plan);
  await deletePlanWithCheckpoints(page, name);
});
