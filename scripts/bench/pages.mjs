// How long the server takes for each page of a running Breakwater on a filled project (see seed-cloud.mjs):
//   node scripts/bench/pages.mjs --url http://127.0.0.1:3000 [--user bench --rounds 20 --keystone http://127.0.0.1:5000/v3]
// Beside each live answer stands the slowest of the calls it was made of: as measured within it, and asked alone.
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { installedChromium } from "../lib/tools.mjs";
import { COMPUTE, signIn, VOLUME } from "./openstack.mjs";

const { values } = parseArgs({
  options: {
    url: { type: "string", default: "http://127.0.0.1:3000" },
    user: { type: "string", default: "bench" },
    password: { type: "string", default: "secret" },
    keystone: { type: "string", default: "http://127.0.0.1:5000/v3" },
    region: { type: "string", default: "RegionOne" },
    rounds: { type: "string", default: "20" },
  },
});
const rounds = Number(values.rounds);
const cookie = await signedInCookie();
const cloud = await signIn({
  keystone: values.keystone,
  user: values.user,
  password: values.password,
  project: values.user,
  region: values.region,
});
const viewer = await (await ask("/api/viewer")).json();
const site = viewer.sites.find(({ name }) => name === values.region).id;
const idOf = async (kind) => (await (await ask(`/api/resources?siteId=${site}&kind=${kind}`)).json()).rows[0].id;
const [serverId, volumeId] = [await idOf("OS::Nova::Server"), await idOf("OS::Cinder::Volume")];
const { projectId } = cloud;

const alone = {
  servers: ["compute", "/servers/detail?limit=25&sort_key=display_name&sort_dir=asc", COMPUTE],
  volumes: ["volumev3", "/volumes/detail?limit=25&sort=name:asc&with_count=true", VOLUME],
  images: ["image", `/v2/images?owner=${projectId}&limit=25`],
  networks: ["network", `/v2.0/networks?project_id=${projectId}&limit=25`],
  server: ["compute", `/servers/${serverId}`, COMPUTE],
  volume: ["volumev3", `/volumes/${volumeId}`, VOLUME],
};
const list = (name, kind, slug) => ({
  name,
  page: `/resources?kind=${slug}&site=${site}`,
  door: `/api/resources?siteId=${site}&kind=${kind}`,
  alone: alone[name],
  holds: name === "images" ? null : "bench",
});
const one = (name, id) => ({
  name: `one ${name}`,
  page: `/resources/${name}/${id}?site=${site}`,
  door: `/api/resources/${name}/${id}?siteId=${site}`,
  alone: alone[name],
  holds: id,
});
const PAGES = [
  list("servers", "OS::Nova::Server", "server"),
  list("volumes", "OS::Cinder::Volume", "volume"),
  list("images", "OS::Glance::Image", "image"),
  list("networks", "OS::Neutron::Network", "network"),
  one("server", serverId),
  one("volume", volumeId),
  ...["/", "/plans", "/checkpoints", "/runs", "/audit", "/settings"].map((page) => ({
    name: page === "/" ? "overview" : page.slice(1),
    page,
    door: null,
    holds: null,
  })),
];

const table = [];
for (const entry of PAGES) table.push(await measure(entry));
console.log(`${values.url}, project ${values.user} at ${values.region}: medians of ${rounds}, milliseconds`);
console.table(Object.fromEntries(table.map(({ name, ...row }) => [name, row])));

async function measure({ name, page, door, alone: call, holds }) {
  // Once to compile, connect and remember; what is measured is everyday use.
  if (door) await (await ask(door)).text();
  await (await ask(page)).text();
  const known = await repeated(async () => {
    const text = await (await ask(page)).text();
    if (holds && !text.includes(holds)) throw new Error(`${page} does not show what was last known`);
  });
  if (!door)
    return { name, "last known": known, live: "", calls: 0, "slowest call": "", ratio: "", "that call alone": "" };
  const seen = [];
  const live = await repeated(async () => {
    const answer = await ask(door);
    await answer.text();
    seen.push(timingOf(answer));
  });
  const lone = await repeated(() => cloud.call(call[0], "GET", call[1], undefined, call[2]));
  const slowest = median(seen.map((each) => each.slowest));
  return {
    name,
    "last known": known,
    live,
    calls: median(seen.map((each) => each.calls)),
    "slowest call": `${Math.round(slowest)} ${seen[0].what}`,
    ratio: Number(median(seen.map((each) => each.total / each.slowest)).toFixed(2)),
    "that call alone": lone,
  };
}

function timingOf(answer) {
  const text = answer.headers.get("server-timing") ?? "";
  const number = (pattern) => Number(pattern.exec(text)?.[1] ?? Number.NaN);
  return {
    total: number(/total;dur=([\d.]+)/),
    calls: number(/cloud;desc="(\d+)/),
    slowest: number(/slowest;desc="[^"]*";dur=([\d.]+)/),
    what: /slowest;desc="([^"]*)"/.exec(text)?.[1] ?? "",
  };
}

async function repeated(work) {
  const took = [];
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    await work();
    took.push(performance.now() - began);
  }
  return Math.round(median(took));
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

async function ask(path) {
  const answer = await fetch(`${values.url}${path}`, {
    headers: { cookie, accept: path.startsWith("/api/") ? "application/json" : "text/html" },
    redirect: "manual",
  });
  if (answer.status !== 200)
    throw new Error(`${path} answers ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
  return answer;
}

async function signedInCookie() {
  const browser = await chromium.launch({
    executablePath: installedChromium() ?? undefined,
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
  });
  const context = await browser.newContext({ baseURL: values.url });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByLabel("User name").fill(values.user);
  await page.getByLabel("Password", { exact: true }).fill(values.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.includes("sign-in"), { timeout: 60_000 });
  const cookies = await context.cookies();
  await browser.close();
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}
