import { test as base, expect, type Page } from "@playwright/test";

export const ACCOUNTS = ["demo", "alt", "viewer", "admin"] as const;
export type Account = (typeof ACCOUNTS)[number];

/** Where the session of an account is kept between the tests of one run. */
export const stateOf = (account: Account): string =>
  `test-results/accounts-${process.env.BREAKWATER_E2E ?? "demo"}/${account}.json`;

/** The way through the sign-in page, as a person takes it. */
export async function signInAs(page: Page, account: Account): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("User name").fill(account);
  await page.getByLabel("Password", { exact: true }).fill("secret");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}

/** Tests run signed in as `account`, by default the tenant demo. */
export const test = base.extend<{ account: Account }>({
  account: ["demo", { option: true }],
  storageState: async ({ account }, provide) => provide(stateOf(account)),
});

export { expect };
