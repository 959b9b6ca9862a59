// npm run test:openstack: the client suite and the journeys against a real OpenStack.
// "npm run test:openstack -- clients" leaves the journeys out, "-- main-job" all but the one of that name.
// Takes the cloud that OS_CLIENT_CONFIG_FILE describes, or starts our own (and leaves it running).
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { connect } from "node:net";
import path from "node:path";
import { ensureBuilt } from "../../scripts/lib/build.mjs";
import { say } from "../../scripts/lib/install.mjs";
import { ensureBrowser } from "../../scripts/lib/tools.mjs";

const here = import.meta.dirname;
const root = path.resolve(here, "../..");
const PORTS = [5000, 8774, 8776, 9292, 9696, 8080, 8004, 18774, 18776, 19292, 19696, 18004];

/** One file of each of the packages that come last or fail first. */
const INSTALLED = [
  "/usr/sbin/mariadbd",
  "/usr/lib/rabbitmq/bin/rabbitmq-server",
  "/usr/bin/uwsgi_python3",
  "/usr/bin/keystone-wsgi-public",
  "/usr/share/nova-common/api-paste.ini",
  "/etc/heat/api-paste.ini",
  "/usr/bin/swift-object-server",
];

if (!process.env.OS_CLIENT_CONFIG_FILE) {
  if (!(await allListen())) startCloud();
  process.env.OS_CLIENT_CONFIG_FILE = path.join(here, "clouds.yaml");
}
// Services on this machine are never behind a proxy.
for (const name of ["http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"])
  delete process.env[name];

// A real cloud has its bad moments; on a developer's machine they are looked at, not passed over.
const retry = process.env.CI ? ["--retry", "1"] : [];
const clients = run("The client suite", "npx", [
  "vitest",
  "run",
  "--project",
  "client",
  "--no-file-parallelism",
  ...retry,
  "lib/openstack",
]);
const only = process.argv[2];
if (only === "clients") process.exit(clients);
await ensureBrowser();
ensureBuilt({ say });
process.env.BREAKWATER_E2E = "openstack";
const which = only ? [`e2e/openstack/${only}`] : [];
const journeys = run("The journeys in the browser", "npx", ["playwright", "test", "--project=openstack", ...which]);
process.exit(clients || journeys);

function startCloud() {
  // Asking apt takes seconds even when nothing is missing.
  if (!INSTALLED.every((file) => existsSync(file))) must("Installing OpenStack's packages", "install.sh");
  must("Starting the test cloud", "up.sh");
}

function must(title, script) {
  const status = run(title, path.join(here, script), []);
  if (status !== 0) process.exit(status);
}

function run(title, command, args) {
  console.log(`\n== ${title}`);
  const began = Date.now();
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: "inherit" });
  if (error) console.error(error.message);
  console.log(`== ${title}: ${status === 0 ? "passed" : "failed"} after ${Math.round((Date.now() - began) / 1000)} s`);
  return status ?? 1;
}

async function allListen() {
  const answers = await Promise.all(PORTS.map(listens));
  return answers.every(Boolean);
}

function listens(port) {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port, timeout: 1_000 });
    socket.once("connect", () => resolve(socket.destroy() && true));
    socket.once("timeout", () => resolve(socket.destroy() && false));
    socket.once("error", () => resolve(false));
  });
}
