import { defineConfig, devices } from "@playwright/test";
import { installedChromium } from "./scripts/lib/tools.mjs";

const real = process.env.BREAKWATER_E2E === "openstack";
const port = real ? 3211 : 3210;
const url = `http://127.0.0.1:${port}`;

/** Browser tests against a Breakwater started as a user starts it, on data of its own. */
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  reporter: [["list"]],
  workers: real ? 1 : 2,
  retries: process.env.CI ? 1 : 0,
  timeout: real ? 900_000 : 120_000,
  expect: { timeout: real ? 120_000 : 20_000 },
  use: {
    ...devices["Desktop Chrome"],
    baseURL: url,
    viewport: { width: 1440, height: 1000 },
    timezoneId: "Europe/Lisbon",
    locale: "en-GB",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: installedChromium() ?? undefined,
      args: [
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "demo-accounts", testMatch: "accounts.setup.ts" },
    {
      name: "demo",
      testMatch: /e2e\/[\w-]+\.spec\.ts/,
      testIgnore: /failover\.spec\.ts/,
      dependencies: ["demo-accounts"],
    },
    // A site goes dark, and a plan changes its direction: what others look at would not be there.
    { name: "disaster", testMatch: /e2e\/failover\.spec\.ts/, dependencies: ["demo"] },
    { name: "openstack", testMatch: /e2e\/openstack\/[\w-]+\.spec\.ts/, dependencies: ["demo-accounts"] },
  ],
  webServer: {
    command: "node scripts/start.mjs",
    url: `${url}/sign-in`,
    reuseExistingServer: false,
    timeout: 240_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 20_000 },
    stdout: process.env.BREAKWATER_VERBOSE ? "pipe" : "ignore",
    env: {
      PORT: String(port),
      BREAKWATER_DATA: real ? ".data/e2e-openstack" : ".data/e2e",
      BREAKWATER_FRESH: "1",
      BREAKWATER_DEMO_PORT: "35400",
      LOG_LEVEL: "warn",
    },
  },
});
