import { readFileSync } from "node:fs";
import { open, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { start } from "@/demo/cloud";
import { connect, type Cloud, type ConnectOptions } from "../cloud";
import { parseCloudsYaml } from "../clouds-yaml";
import type { Credentials, Site } from "../site";

type Account = "admin" | "demo" | "alt" | "viewer";
/** The production site and the recovery site. */
type Region = "one" | "two";
type At = { region?: Region; project?: string } & ConnectOptions;

/** The cloud that the client suites talk to: the demo cloud, or the real one that OS_CLIENT_CONFIG_FILE describes. */
export type CloudUnderTest = {
  isReal: boolean;
  site: (region?: Region) => Site;
  credentials: (account: Account, project?: string) => Extract<Credentials, { kind: "password" }>;
  as: (account: Account, at?: At) => Promise<Cloud>;
  /** The first bytes of a volume, as a guest would see or write them. */
  readBytes: (volumeId: string, length: number, region?: Region) => Promise<Buffer>;
  writeBytes: (volumeId: string, bytes: Buffer, region?: Region) => Promise<void>;
  stop: () => Promise<void>;
};

export async function cloudUnderTest(): Promise<CloudUnderTest> {
  const file = process.env.OS_CLIENT_CONFIG_FILE;
  return file ? realCloud(file) : demoCloud();
}

async function demoCloud(): Promise<CloudUnderTest> {
  const demo = await start({ port: await freePorts(), directory: null, speed: 20 });
  const sites = { one: siteAt(demo.url, "RegionOne"), two: siteAt(demo.url, "RegionTwo") };
  const door = (id: string, region: Region) =>
    `${demo.url.replace(/\/v3$/, "")}/demo/volumes/${sites[region].region}/${id}/bytes`;
  return {
    isReal: false,
    ...accounts(sites),
    readBytes: async (id, length, region = "one") =>
      Buffer.from(await (await fetch(door(id, region))).arrayBuffer()).subarray(0, length),
    writeBytes: async (id, bytes, region = "one") => {
      const answer = await fetch(door(id, region), { method: "PUT", body: new Uint8Array(bytes) });
      if (!answer.ok) throw new Error(`The demo cloud did not take the bytes: ${answer.status}`);
    },
    stop: () => demo.stop(),
  };
}

/** Our test cloud keeps volumes as files below CLOUD_DIR; the entries of its clouds.yaml are demo-r1, demo-r2, admin-r1 and so on. */
function realCloud(file: string): CloudUnderTest {
  const entries = parseCloudsYaml(readFileSync(file, "utf8"), file);
  const find = (name: string) => {
    const found = entries.find((entry) => entry.name === name);
    if (!found) throw new Error(`${file} has no entry ${name}`);
    return siteAt(found.keystoneUrl, found.region);
  };
  const sites = { one: find("demo-r1"), two: find("demo-r2") };
  const volumeFile = (id: string, region: Region) =>
    path.join(process.env.CLOUD_DIR ?? "/tmp/cloud", "data", region === "one" ? "r1" : "r2", "nfs1", `volume-${id}`);
  return {
    isReal: true,
    ...accounts(sites),
    readBytes: (id, length, region = "one") => readStart(volumeFile(id, region), length),
    writeBytes: (id, bytes, region = "one") => writeFile(volumeFile(id, region), bytes, { flag: "r+" }),
    stop: async () => undefined,
  };
}

/** The first of three ports in a row that nobody has: the demo cloud takes them for Keystone and two sites. */
async function freePorts(): Promise<number> {
  for (;;) {
    const first = 20_000 + 3 * Math.floor(Math.random() * 4_000);
    if ((await Promise.all([0, 1, 2].map((offset) => isFree(first + offset)))).every(Boolean)) return first;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

// A volume's file is as long as the volume: only its beginning is read.
async function readStart(name: string, length: number): Promise<Buffer> {
  const file = await open(name);
  try {
    return (await file.read(Buffer.alloc(length), 0, length, 0)).buffer;
  } finally {
    await file.close();
  }
}

function siteAt(keystoneUrl: string, region: string): Site {
  return { id: region, name: region, keystoneUrl, region, interface: "public" };
}

function accounts(sites: Record<Region, Site>): Pick<CloudUnderTest, "site" | "credentials" | "as"> {
  const credentials: CloudUnderTest["credentials"] = (account, project = account === "viewer" ? "demo" : account) => ({
    kind: "password",
    username: account,
    password: process.env.CLOUD_PASSWORD ?? "secret",
    userDomain: "Default",
    project: { name: project, domain: "Default" },
  });
  return {
    site: (region = "one") => sites[region],
    credentials,
    as: (account, { region = "one", project, ...options } = {}) =>
      connect(sites[region], credentials(account, project), options),
  };
}
