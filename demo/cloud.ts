import { serve, type ServerType } from "@hono/node-server";
import { Hono } from "hono";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { cinderTables } from "./cinder/records";
import { cinderService } from "./cinder/service";
import { wallClock } from "./clock";
import { backDoor } from "./back-door";
import { serviceApp } from "./door";
import { type Service } from "./admit";
import { faultBook } from "./faults";
import { glanceService } from "./glance";
import { heatService } from "./heat";
import { identityTables } from "./keystone/records";
import { keystoneService } from "./keystone/door";
import { neutronTables } from "./neutron/records";
import { neutronService } from "./neutron/service";
import { novaTables } from "./nova/records";
import { novaService } from "./nova/service";
import { requestLog } from "./requests";
import { fillSeed } from "./seed";
import { openStore } from "./store";
import { swiftService, swiftTables } from "./swift";
import { siteOf, type Cloud, type Site, type World } from "./world";

export type Options = {
  /** Keystone's port; the sites have the two after it, a second Keystone the third. 0 is not possible. */
  port: number;
  /** Where state is kept; null keeps it in memory. */
  directory: string | null;
  /** 1 for two regions of one cloud, 2 for two clouds that share nothing. */
  keystones?: 1 | 2;
  /** 10 makes everything ten times as fast. */
  speed?: number;
  tokenLifeSeconds?: number;
  /** An empty cloud, with accounts, flavors, types and the public network only. */
  empty?: boolean;
};

export type DemoCloud = {
  url: string;
  sites: { name: string; url: string; keystoneUrl: string }[];
  stop(): Promise<void>;
};

const REGIONS = ["RegionOne", "RegionTwo"];
const REGIONAL: Service[] = [novaService, cinderService, glanceService, neutronService, swiftService, heatService];

export async function start(options: Options): Promise<DemoCloud> {
  const world = makeWorld(options);
  fillSeed(world, { empty: options.empty ?? false });
  world.store.flush();
  const doors: Door[] = [
    ...world.clouds.map((cloud) => keystoneDoor(world, cloud)),
    ...world.sites.map((site) => siteDoor(world, site)),
  ];
  await openDoors(world, doors);
  return {
    url: `${world.clouds[0]?.url ?? ""}/v3`,
    sites: world.sites.map((site) => ({
      name: site.name,
      url: site.url,
      keystoneUrl: `${cloudUrl(world, site)}/v3`,
    })),
    async stop() {
      await Promise.all(doors.map(shut));
      world.store.flush();
    },
  };

  function keystoneDoor(inWorld: World, cloud: Cloud): Door {
    const app = new Hono();
    const site = siteOf(inWorld, cloud.regions[0] ?? "");
    const place = { world: inWorld, cloud, site, service: keystoneService, base: cloud.url };
    app.route(
      "/demo",
      backDoor(inWorld, () => openDoors(inWorld, doors)),
    );
    const keystone = serviceApp(place);
    app.all("*", (context) => keystone.fetch(context.req.raw));
    // Keystone's own port stays open: through it the tests switch the lights on again.
    return { fetch: app.fetch, port: Number(new URL(cloud.url).port), site: null, server: null };
  }
}

const cloudUrl = (world: World, site: Site) => world.clouds.find((cloud) => cloud.name === site.cloud)?.url ?? "";

function makeWorld(options: Options): World {
  const store = openStore(options.directory);
  const separate = options.keystones === 2;
  const address = (offset: number) => `http://127.0.0.1:${options.port + offset}`;
  const cloud = (name: string, url: string, regions: string[]): Cloud => ({
    name,
    url,
    regions,
    identity: identityTables(store, name),
    swift: swiftTables(store, name),
  });
  const clouds = separate
    ? [cloud("one", address(0), ["RegionOne"]), cloud("two", address(3), ["RegionTwo"])]
    : [cloud("one", address(0), REGIONS)];
  return {
    store,
    clock: wallClock(options.speed ?? 1),
    clouds,
    sites: REGIONS.map((name, index) => ({
      name,
      cloud: separate && index === 1 ? "two" : "one",
      url: address(index + 1),
      cinder: cinderTables(store, name),
      nova: novaTables(store, name),
      neutron: neutronTables(store, name),
      images: store.table(`${name}/images`),
      stacks: store.table(`${name}/stacks`),
    })),
    tasks: store.table("tasks"),
    facts: store.table("facts"),
    backupStore: store.table("stored-backups"),
    faults: faultBook(),
    log: requestLog(),
    tokenLifeSeconds: options.tokenLifeSeconds ?? 3600,
    mood: { stuck: false, fails: null },
  };
}

type Door = {
  fetch: (request: Request) => Response | Promise<Response>;
  port: number;
  site: string | null;
  server: ServerType | null;
};

function siteDoor(world: World, site: Site): Door {
  const cloud = world.clouds.find((one) => one.name === site.cloud);
  if (cloud === undefined) throw new Error(`No cloud ${site.cloud}`);
  const app = new Hono();
  for (const service of REGIONAL) {
    const inner = serviceApp({ world, cloud, site, service, base: site.url + service.mount });
    app.all(service.mount, (context) => inner.fetch(context.req.raw));
    app.all(`${service.mount}/*`, (context) => inner.fetch(context.req.raw));
  }
  return { fetch: app.fetch, port: Number(new URL(site.url).port), site: site.name, server: null };
}

/** Opens what should be open and shuts what is dark. */
async function openDoors(world: World, doors: Door[]): Promise<void> {
  for (const door of doors) {
    const refuses = door.site !== null && world.faults.dark(door.site) === "refused";
    if (refuses) await shut(door);
    else if (door.server === null) door.server = await listen(door);
  }
}

function listen(door: Door): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: door.fetch, port: door.port, hostname: "127.0.0.1" }, () => resolve(server));
    server.once("error", reject);
  });
}

async function shut(door: Door): Promise<void> {
  const server = door.server;
  if (server === null) return;
  door.server = null;
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    if ("closeAllConnections" in server) server.closeAllConnections();
  });
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "35357" },
      state: { type: "string" },
      speed: { type: "string", default: "1" },
      keystones: { type: "string", default: "1" },
      empty: { type: "boolean", default: false },
    },
  });
  const cloud = await start({
    port: Number(values.port),
    directory: values.state === undefined ? null : path.resolve(values.state),
    speed: Number(values.speed),
    keystones: values.keystones === "2" ? 2 : 1,
    empty: values.empty,
  });
  console.log(`The demo cloud answers at ${cloud.url}`);
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void cloud.stop().then(() => process.exit(0)));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main();
