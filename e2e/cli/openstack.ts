import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Debian's client, which none of us wrote: if it works against the demo cloud, the demo cloud is an OpenStack. */
export const CLIENT = "/usr/bin/openstack";

export function requireClient(): void {
  if (existsSync(CLIENT)) return;
  throw new Error(
    `${CLIENT} is missing. Install it with: apt-get install -y --no-install-recommends python3-openstackclient`,
  );
}

type Asked = { keystone: string; region?: string; user?: string; project?: string };
export type OpenStack = (...words: string[]) => Promise<unknown>;

/** Runs one command as a user and reads its JSON; a command that prints none gives null. */
export function openstack({
  keystone,
  region = "RegionOne",
  user = "demo",
  project = user,
}: Asked): OpenStack {
  const env = {
    NODE_ENV: process.env.NODE_ENV,
    PATH: process.env["PATH"] ?? "",
    HOME: process.env["HOME"] ?? "/tmp",
    LANG: "C.UTF-8",
    OS_AUTH_URL: keystone,
    OS_USERNAME: user,
    OS_PASSWORD: "secret",
    OS_PROJECT_NAME: project,
    OS_USER_DOMAIN_NAME: "Default",
    OS_PROJECT_DOMAIN_NAME: "Default",
    OS_REGION_NAME: region,
    OS_IDENTITY_API_VERSION: "3",
    // From 3.66 on this client refuses its own way of taking a snapshot.
    OS_VOLUME_API_VERSION: "3.64",
    OS_COMPUTE_API_VERSION: "2.79",
  };
  return async (...words) => {
    const prints = !words.some((word) => ["delete", "restart", "add", "remove", "set"].includes(word));
    const { stdout } = await run(CLIENT, prints ? [...words, "-f", "json"] : words, {
      env,
      timeout: 60_000,
      maxBuffer: 16 * 1024 * 1024,
    }).catch((cause: unknown) => {
      throw new Error(`openstack ${words.join(" ")} failed: ${stderrOf(cause)}`, { cause });
    });
    return stdout.trim() === "" ? null : JSON.parse(stdout);
  };
}

function stderrOf(cause: unknown): string {
  const stderr: unknown =
    typeof cause === "object" && cause !== null ? Reflect.get(cause, "stderr") : undefined;
  return typeof stderr === "string" && stderr !== "" ? stderr.trim() : String(cause);
}
