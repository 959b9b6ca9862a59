import { addFault } from "./demo-faults";
import { expect, test } from "./fixtures";

test("a site that went dark: what was last known stays in sight below the failure, and the rest comes when it is back", async ({
  page,
}) => {
  const sites: { sites: { id: string; name: string }[] } = await (await page.request.get("/api/viewer")).json();
  const recovery = sites.sites.find(({ name }) => name === "RegionTwo")?.id ?? "";
  const address = `/resources?kind=network&site=${recovery}`;
  await page.goto(address);
  const row = page.getByRole("row", { name: /recovery/ });
  await expect(row).toBeVisible();
  const relight = await addFault({ site: "RegionTwo", path: "/site-dark", effect: { kind: "dark", how: "refused" } });
  try {
    await page.goto(address);
    const failure = page.getByRole("main").getByRole("alert");
    await expect(failure).toBeVisible({ timeout: 60_000 });
    await expect(row).toBeVisible();
    await page.goto(`/resources?kind=image&site=${recovery}&search=never-asked-before`);
    await expect(failure).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText(/No image/)).toHaveCount(0);
    // The other site is not touched by it.
    await page.goto("/resources");
    await expect(page.getByRole("row", { name: /db-1/ })).toBeVisible();
    await expect(failure).toHaveCount(0);
  } finally {
    await relight();
  }
  await page.goto(address);
  await expect(row).toBeVisible();
  await expect(page.getByRole("main").getByRole("alert")).toHaveCount(0, { timeout: 60_000 });
});
