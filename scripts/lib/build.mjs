import { execFileSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { bin, root } from "./paths.mjs";

const SOURCES = [
  "app",
  "components",
  "lib",
  "prisma/schema.prisma",
  "public",
  "instrumentation.ts",
  "next.config.ts",
  "package-lock.json",
  "postcss.config.mjs",
  "proxy.ts",
  "tsconfig.json",
];
const mark = path.join(root, ".next/breakwater-built");
const standalone = path.join(root, ".next/standalone");

/** The program that serves the built web. */
export const webServer = path.join(standalone, "server.js");

/** Builds the web when a source changed since the last build; answers whether it did. */
export function ensureBuilt({ say = () => {}, force = false } = {}) {
  const wanted = fingerprint();
  if (!force && fs.existsSync(mark) && fs.readFileSync(mark, "utf8") === wanted && fs.existsSync(webServer))
    return false;
  say("Building the web (about a minute)");
  execFileSync(process.execPath, [path.join(root, "scripts/generate.mjs"), "--quiet"], { cwd: root, stdio: "inherit" });
  execFileSync(process.execPath, [bin("next/dist/bin/next"), "build"], {
    cwd: root,
    stdio: ["ignore", process.env.BREAKWATER_VERBOSE ? "inherit" : "ignore", "inherit"],
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  // The standalone server serves these only from beside itself.
  fs.cpSync(path.join(root, ".next/static"), path.join(standalone, ".next/static"), { recursive: true });
  fs.cpSync(path.join(root, "public"), path.join(standalone, "public"), { recursive: true });
  fs.writeFileSync(mark, wanted);
  return true;
}

function fingerprint() {
  const hash = crypto.createHash("sha256").update(process.version);
  for (const source of SOURCES)
    for (const file of filesOf(path.join(root, source))) {
      hash.update(path.relative(root, file)).update(fs.readFileSync(file));
    }
  return hash.digest("hex");
}

function filesOf(at) {
  if (!fs.existsSync(at)) return [];
  if (fs.statSync(at).isFile()) return [at];
  return fs
    .readdirSync(at)
    .sort()
    .flatMap((name) => filesOf(path.join(at, name)));
}
