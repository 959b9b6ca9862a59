import AxeBuilder from "@axe-core/playwright";
import { test as base, expect } from "@playwright/test";
import { stateOf } from "./fixtures";
import { PAGES, readThings, type Things } from "./pages";

const test = base.extend<object, { things: Things }>({
  things: [
    async ({ playwright }, use, { project }) => {
      const demo = await playwright.request.newContext({ baseURL: project.use.baseURL, storageState: stateOf("demo") });
      await use(await readThings(demo));
      await demo.dispose();
    },
    { scope: "worker" },
  ],
});

test.describe.configure({ mode: "parallel" });

for (const { name, account, path } of PAGES) {
  for (const theme of ["light", "dark"] as const) {
    test.describe(`${name}, ${theme}`, () => {
      test.use({ colorScheme: theme, ...(account === "nobody" ? {} : { storageState: stateOf(account) }) });

      test("nothing serious is found", async ({ page, things }) => {
        await page.goto(path(things));
        if (account !== "nobody") await expect(page).not.toHaveURL(/sign-in/);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        // What is still loading would be judged in the place of what one reads.
        await expect(page.getByRole("status", { name: /^(Loading|Asking)/ })).toHaveCount(0);
        const { violations } = await new AxeBuilder({ page })
          .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
          .analyze();
        const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
        expect(
          serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`),
        ).toEqual([]);
      });
    });
  }
}
