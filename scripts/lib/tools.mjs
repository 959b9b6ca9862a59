// What the tests need beside npm's packages: a browser, and OpenStack's own client.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { bin, root } from "./paths.mjs";
import { say } from "./install.mjs";

/** The Chromium that browser tests use; null: Playwright's own. */
export function installedChromium() {
  return (
    [process.env.CHROMIUM_PATH, "/usr/bin/chromium", "/usr/bin/chromium-browser"].find(
      (file) => file && fs.existsSync(file),
    ) ?? null
  );
}

export async function ensureBrowser() {
  if (installedChromium()) return;
  const { chromium } = await import("@playwright/test");
  if (fs.existsSync(chromium.executablePath())) return;
  if (canApt()) apt("chromium");
  else
    execFileSync(process.execPath, [bin("@playwright/test/cli.js"), "install", "chromium"], {
      cwd: root,
      stdio: "inherit",
    });
}

export function ensureOpenstackClient() {
  if (fs.existsSync("/usr/bin/openstack")) return;
  if (canApt()) apt("python3-openstackclient");
  else say("No openstack command: its tests will say how to install it");
}

const canApt = () => process.getuid?.() === 0 && fs.existsSync("/usr/bin/apt-get");

function apt(name) {
  say(`Installing ${name} from Debian`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const options = { stdio: ["ignore", "ignore", "inherit"], env };
  execFileSync("apt-get", ["-qq", "-o", "Acquire::Retries=3", "update"], options);
  execFileSync("apt-get", ["-qq", "install", "-y", "--no-install-recommends", name], options);
}
