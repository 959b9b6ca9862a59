import { spawn } from "node:child_process";
import { existsSync } from "node:fs";

/** Debian's client, which none of us wrote: if it works against the demo cloud, the demo cloud is an OpenStack. */
const CLIENT = "/usr/bin/openstack";
const PATIENCE_MS = 120_000;

export function requireClient(): void {
  if (existsSync(CLIENT)) return;
  throw new Error(
    `${CLIENT} is missing. Install it with: apt-get install -y --no-install-recommends python3-openstackclient`,
  );
}

type Account = { keystone: string; region?: string; user?: string; project?: string };
export type OpenStack = {
  /** One command; its JSON, or null when it prints nothing. Throws what the client says instead. */
  run: (...words: string[]) => Promise<unknown>;
  stop: () => void;
};

const SILENT = new Set(["delete", "add", "remove", "set"]);

/** A shell of the client that stays open: a Python for each command would take seconds. */
export function openstack({ keystone, region = "RegionOne", user = "demo", project = user }: Account): OpenStack {
  // Both streams in one, so that an error stands where it was written.
  const shell = spawn("/bin/sh", ["-c", `exec ${CLIENT} 2>&1`], {
    env: environment({ keystone, region, user, project }),
    stdio: ["pipe", "pipe", "ignore"],
  });
  let heard = "";
  let wake = () => undefined as void;
  shell.stdout.setEncoding("utf8");
  shell.stdout.on("data", (text: string) => {
    heard += text;
    wake();
  });
  shell.once("exit", () => wake());
  let turn = 0;
  let last: Promise<unknown> = Promise.resolve();

  async function speak(words: string[]): Promise<unknown> {
    turn += 1;
    const end = `END-OF-${turn}`;
    const command = words.some((word) => SILENT.has(word)) ? words : [...words, "-f", "json"];
    heard = "";
    shell.stdin.write(`${command.map(quoted).join(" ")}\n!echo ${end}\n`);
    const deadline = Date.now() + PATIENCE_MS;
    while (!heard.includes(end)) {
      if (shell.exitCode !== null) throw new Error(`openstack ended: ${heard}`);
      if (Date.now() > deadline)
        throw new Error(`openstack ${words.join(" ")} said nothing for ${PATIENCE_MS / 1000} s`);
      await heardMore(deadline - Date.now());
    }
    return read(words, heard.slice(0, heard.indexOf(end)).trim());
  }

  function heardMore(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  return {
    run(...words) {
      // The shell hears one command at a time.
      const mine = last.then(() => speak(words));
      last = mine.catch(() => undefined);
      return mine;
    },
    stop: () => void shell.kill(),
  };
}

function environment({ keystone, region, user, project }: Required<Account>): NodeJS.ProcessEnv {
  return {
    NODE_ENV: process.env.NODE_ENV,
    PATH: process.env["PATH"] ?? "",
    HOME: process.env["HOME"] ?? "/tmp",
    LANG: "C.UTF-8",
    PYTHONUNBUFFERED: "1",
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
}

function read(words: string[], said: string): unknown {
  if (said === "") return null;
  try {
    return JSON.parse(said);
  } catch {
    throw new Error(`openstack ${words.join(" ")}: ${said}`);
  }
}

const quoted = (word: string) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `"${word}"`);
