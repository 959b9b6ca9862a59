// npm test: installs what is missing, then every kind of test in turn; the first
// failure does not hide the others. "npm test -- unit db" runs only those;
// "npm test -- kills" runs all cells of the kill matrix, of which "flows" has a sample.
import { spawnSync } from "node:child_process";
import { checkNode, ensureInstalled, say } from "./lib/install.mjs";

checkNode();
ensureInstalled();

const { bin, root } = await import("./lib/paths.mjs");
const { ensureBuilt } = await import("./lib/build.mjs");
const { ensureBrowser, ensureOpenstackClient } = await import("./lib/tools.mjs");
const vitest = (project) => [bin("vitest/vitest.mjs"), "run", "--project", project];

const parts = {
  types: { args: [bin("typescript/bin/tsc"), "--noEmit"], before: () => run([bin("next/dist/bin/next"), "typegen"]) },
  lint: { args: [bin("eslint/bin/eslint.js"), ".", "--max-warnings", "0"] },
  format: { args: [bin("prettier/bin/prettier.cjs"), "--check", "--log-level", "warn", "."] },
  unused: { args: [bin("knip/bin/knip.js")] },
  cycles: { args: [bin("knip/bin/knip.js"), "--cycles"] },
  migrations: { args: ["scripts/migrate.mjs", "check"] },
  unit: { args: vitest("unit") },
  db: { args: vitest("db") },
  client: { args: vitest("client"), before: ensureOpenstackClient },
  flows: { args: vitest("flows") },
  kills: {
    args: [...vitest("flows"), "e2e/flows/kill-matrix.test.ts"],
    env: { KILL_MATRIX: process.env.KILL_MATRIX ?? "all" },
    onDemand: true,
  },
  browser: {
    args: [bin("@playwright/test/cli.js"), "test", "--project", "demo", "--project", "disaster"],
    before: prepareBrowser,
  },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length) throw new Error(`No such tests: ${unknown.join(", ")}. There are ${Object.keys(parts).join(", ")}`);

run(["scripts/generate.mjs", "--quiet"]);
const results = [];
for (const [name, part] of Object.entries(parts)) {
  if (wanted.length ? !wanted.includes(name) : part.onDemand) continue;
  say(`${name} …`);
  const startedAt = Date.now();
  await part.before?.();
  const passed = run(part.args, part.env) === 0;
  results.push({ name, passed, seconds: (Date.now() - startedAt) / 1000 });
}

console.log("\nAll tests");
for (const { name, passed, seconds } of results)
  console.log(`  ${passed ? "passed" : "FAILED"}  ${name.padEnd(11)} ${seconds.toFixed(1).padStart(7)} s`);
process.exitCode = results.every(({ passed }) => passed) ? 0 : 1;

function run(args, extra = {}) {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...extra };
  return spawnSync(process.execPath, args, { cwd: root, stdio: "inherit", env }).status ?? 1;
}

async function prepareBrowser() {
  await ensureBrowser();
  ensureBuilt({ say });
}
