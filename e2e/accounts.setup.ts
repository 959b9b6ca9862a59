import { test as setup } from "@playwright/test";
import { ACCOUNTS, signInAs, stateOf } from "./fixtures";

for (const account of ACCOUNTS) {
  setup(`${account} signs in`, async ({ page }) => {
    await signInAs(page, account);
    await page.context().storageState({ path: stateOf(account) });
  });
}
