import { expect, type Locator, type Page } from "@playwright/test";

/** Goes on with the Tab key until `target` has the focus, as one who has no mouse does. */
export async function tabTo(page: Page, target: Locator, most = 80): Promise<void> {
  await expect(target).toBeVisible();
  for (let pressed = 0; pressed < most; pressed += 1) {
    if (await target.evaluate((node) => node === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`The Tab key does not lead to ${String(target)} in ${most} presses`);
}

/** Waits for the run on screen to end well. */
export async function runSucceeds(page: Page, withinMs = 90_000): Promise<void> {
  await expect(page).toHaveURL(/\/runs\/[\w-]+$/);
  await expect(page.getByRole("main").getByText("succeeded", { exact: true }).first()).toBeVisible({
    timeout: withinMs,
  });
}

/** Deletes the plan on screen and its checkpoints, and waits until their copies are gone. */
export async function deletePlanWithCheckpoints(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  const dialog = page.getByRole("dialog", { name: `Delete the plan ${name}` });
  await dialog.getByRole("radio", { name: /Delete its checkpoints now/ }).click();
  await dialog.getByLabel(/to confirm/).fill(name);
  await dialog.getByRole("button", { name: "Delete plan and checkpoints" }).click();
  await runSucceeds(page);
}

/** The id in the address of the page on screen. */
export function idInAddress(page: Page): string {
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
}
