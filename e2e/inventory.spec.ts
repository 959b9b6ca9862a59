import { readFile } from "node:fs/promises";
import { expect, signInAs, test } from "./fixtures";

test("resources are searched and paged by the server, and the address says where one is", async ({ page }) => {
  await page.goto("/resources?kind=volume");
  await expect(page.getByRole("row")).toHaveCount(20);
  await page.getByRole("searchbox", { name: "Part of the name" }).fill("db-");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await expect(page).toHaveURL(/search=db-/);
  await expect(page.getByRole("row", { name: /db-wal/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /mail-spool/ })).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("searchbox", { name: "Part of the name" })).toHaveValue("db-");
  await page
    .getByRole("row", { name: /db-wal/ })
    .getByRole("link", { name: "db-1" })
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "db-1" })).toBeVisible();
  for (const table of ["Volumes", "Ports", "Security groups", "Key pairs", "Flavors"])
    await expect(page.getByRole("table", { name: table })).toBeVisible();
  await expect(page.getByRole("table", { name: "Ports" }).getByText("10.10.2.31")).toBeVisible();
});

test("the audit says who did what, its chain holds, and what was taken away is on record too", async ({ page }) => {
  await page.goto("/audit");
  await expect(page.getByText(/The chain of [\d,]+.records holds/)).toBeVisible();
  await page.getByRole("combobox", { name: "Action" }).selectOption({ label: "signed in" });
  await expect(page).toHaveURL(/action=session\.sign-in/);
  await expect(page.getByRole("row", { name: /demo signed in/ }).first()).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export as CSV" }).click();
  const text = await readFile(await (await download).path(), "utf8");
  expect(text.split("\r\n")[0]).toContain("at (UTC),who,project,action");
  expect(text).toContain("session.sign-in");
  await page.goto("/audit?action=audit.export");
  await expect(page.getByRole("row", { name: /demo exported the audit/ }).first()).toBeVisible();
});

test("a session is ended from another one", async ({ page, browser, baseURL }) => {
  const agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
  const elsewhere = await browser.newContext({ baseURL, userAgent: agent, storageState: { cookies: [], origins: [] } });
  const other = await elsewhere.newPage();
  await signInAs(other, "demo");
  await page.goto("/settings");
  const row = page.getByRole("row", { name: /Firefox on Linux/ }).first();
  await row.getByRole("button", { name: /^End the session of Firefox on Linux/ }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByRole("button", { name: "End session" }).click();
  // Behind an open dialog no row can be found, ended or not.
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("row", { name: /Firefox on Linux/ })).toHaveCount(0);
  await other.goto("/plans");
  await expect(other).toHaveURL(/sign-in/);
  await elsewhere.close();
});
