import type { CinderTables } from "./cinder/records";
import type { Clock } from "./clock";
import type { Faults } from "./faults";
import type { ImageRow } from "./glance-records";
import type { StackRow } from "./heat";
import type { Identity } from "./keystone/records";
import type { NeutronTables } from "./neutron/records";
import type { NovaTables } from "./nova/records";
import type { RequestLog } from "./requests";
import type { Row, Store, Table } from "./store";
import type { SwiftTables } from "./swift";

/** Work that ends later. It is kept with the state, so that a restart does not lose it. */
export type Task = Row & {
  dueAt: number;
  site: string;
  kind: string;
  target: string;
  args: Record<string, string>;
  fails: string | null;
};

/** A backup's bytes in the object store that all sites share. */
type StoredBackup = Row & { parentId: string | null; hash: string; objectCount: number };

export type Site = {
  name: string;
  /** Which Keystone it belongs to. */
  cloud: string;
  /** `http://127.0.0.1:35358` */
  url: string;
  cinder: CinderTables;
  nova: NovaTables;
  neutron: NeutronTables;
  images: Table<ImageRow>;
  stacks: Table<StackRow>;
};

export type Cloud = { name: string; url: string; regions: string[]; identity: Identity; swift: SwiftTables };

export type World = {
  store: Store;
  clock: Clock;
  clouds: Cloud[];
  sites: Site[];
  tasks: Table<Task>;
  /** `seeded`: the moment up to which history was written. */
  facts: Table<Row & { at: number }>;
  backupStore: Table<StoredBackup>;
  faults: Faults;
  log: RequestLog;
  tokenLifeSeconds: number;
  /** What a fault asks of the work that the present request starts. */
  mood: { stuck: boolean; fails: string | null };
};

export function siteOf(world: World, name: string): Site {
  const site = world.sites.find((one) => one.name === name);
  if (site === undefined) throw new Error(`No site ${name}`);
  return site;
}

export function cloudOf(world: World, name: string): Cloud {
  const cloud = world.clouds.find((one) => one.name === name);
  if (cloud === undefined) throw new Error(`No cloud ${name}`);
  return cloud;
}
