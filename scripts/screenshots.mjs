// Photographs every page of a running Breakwater on the demo cloud, both themes, wide and narrow:
//   node --import tsx scripts/screenshots.mjs [--url http://127.0.0.1:3000] [--out <folder>] [--only <part of a name>]
// What the README shows goes to docs/screenshots, all the rest to the folder named.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { PAGES, readThings } from "../e2e/pages.ts";
import { root } from "./lib/paths.mjs";
import { installedChromium } from "./lib/tools.mjs";

const { values } = parseArgs({
  options: {
    url: { type: "string", default: "http://127.0.0.1:3000" },
    out: { type: "string", default: path.join(os.tmpdir(), "breakwater-screenshots") },
    only: { type: "string", default: "" },
  },
});
const IN_README = new Set([
  "overview-light-1440",
  "plan-light-1440",
  "plan-dark-1440",
  "checkpoint-light-1440",
  "resources-servers-light-1440",
  "run-light-1440",
  "plan-light-390",
]);
const WIDTHS = [1440, 390];
const shown = path.join(root, "docs/screenshots");
for (const folder of [values.out, shown]) fs.mkdirSync(folder, { recursive: true });

const browser = await chromium.launch({
  executablePath: installedChromium() ?? undefined,
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
});
const states = {};
for (const account of ["demo", "admin"]) states[account] = await signIn(account);
const demo = await browser.newContext({ baseURL: values.url, storageState: states.demo });
const things = await readThings(demo.request);
await demo.close();
for (const colorScheme of ["light", "dark"]) {
  for (const width of WIDTHS) {
    for (const account of ["nobody", "demo", "admin"]) await photograph({ account, colorScheme, width });
  }
}
await browser.close();

async function photograph({ account, colorScheme, width }) {
  const context = await browser.newContext({
    baseURL: values.url,
    colorScheme,
    reducedMotion: "reduce",
    locale: "en-GB",
    timezoneId: "Europe/Lisbon",
    viewport: { width, height: width > 600 ? 1000 : 844 },
    ...(account === "nobody" ? {} : { storageState: states[account] }),
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  for (const entry of PAGES.filter((each) => each.account === account && each.name.includes(values.only))) {
    const name = `${entry.name}-${colorScheme}-${width}`;
    await page.goto(entry.path(things));
    await page.getByRole("heading", { level: 1 }).waitFor();
    await untilNone(page.getByRole("status", { name: /^(Loading|Asking)/ }));
    const file = path.join(IN_README.has(name) ? shown : values.out, `${name}.png`);
    await page.screenshot({ path: file, fullPage: true });
    console.log(file);
  }
  await context.close();
}

async function signIn(account) {
  const context = await browser.newContext({ baseURL: values.url });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByLabel("User name").fill(account);
  await page.getByLabel("Password", { exact: true }).fill("secret");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.includes("sign-in"), { timeout: 60_000 });
  const state = await context.storageState();
  await context.close();
  return state;
}

/** What is still on its way is no picture of the page. */
async function untilNone(locator) {
  const deadline = Date.now() + 60_000;
  while ((await locator.count()) > 0 && Date.now() < deadline)
    await locator.first().waitFor({ state: "detached", timeout: 60_000 });
}
