import fs from "node:fs";
import path from "node:path";
import { dataDir } from "./paths.mjs";

/** Port of the demo cloud's Keystone; its two sites follow on the next two. */
export const demoPort = () => Number(process.env.BREAKWATER_DEMO_PORT ?? 35357);

/** The demo cloud as a program, and what the rest is told about it. */
export function demoCloud() {
  const port = demoPort();
  const clouds = path.join(dataDir(), "demo-clouds.yaml");
  fs.writeFileSync(clouds, cloudsYaml(`http://127.0.0.1:${port}/v3`));
  return {
    args: ["--import", "tsx", "demo/cloud.ts", "--port", String(port), "--state", path.join(dataDir(), "demo")],
    url: `http://127.0.0.1:${port}`,
    env: { OS_CLIENT_CONFIG_FILE: clouds, BREAKWATER_DEMO: "1", BREAKWATER_DEMO_URL: `http://127.0.0.1:${port}` },
  };
}

function cloudsYaml(url) {
  const entry = (user, project, region) =>
    `  ${user}-${region}:\n    auth: {auth_url: "${url}", username: ${user}, password: secret, project_name: ${project}, user_domain_name: Default, project_domain_name: Default}\n    region_name: ${region}\n    x-breakwater: {cloud: Demo cloud, backup_store: demo}\n`;
  const regions = ["RegionOne", "RegionTwo"];
  return `clouds:\n${regions.flatMap((region) => [entry("admin", "admin", region), entry("demo", "demo", region)]).join("")}`;
}
