import type { Objective, Retention, Schedule } from "../lib/domain/plan";
import type { ResourceRef } from "../lib/domain/resource";
import { NETWORKS } from "./seed-data";
import { SERVERS, VOLUMES, type ServerSpec } from "./seed-machines";
import { seededId } from "./seed-ids";

/** What became of one slot. */
export type Outcome =
  | { is: "usable"; slowBy?: number }
  | { is: "partial"; without: string; cause: string }
  | { is: "failed"; cause: string }
  /** Nothing ran at all: Breakwater or the site was away. */
  | { is: "missed" };

export type PlanSpec = {
  name: string;
  description: string;
  project: string;
  recoverySite: string | null;
  /** Named by the user. */
  members: ResourceRef[];
  /** What a checkpoint holds: the members and what they stand on. */
  servers: string[];
  volumes: string[];
  networks: string[];
  schedule: Schedule;
  retention: Retention;
  fullEvery: number;
  /** Promises, from days before now on. */
  objectives: (Objective & { daysAgo: number })[];
  pinned: { daysAgo: number; reason: string } | null;
  outcome: (daysAgo: number, chance: number) => Outcome;
};

const server = (project: string, name: string): ResourceRef => ({
  kind: "OS::Nova::Server",
  id: seededId("server", project, name),
  name,
});
const volume = (project: string, name: string): ResourceRef => ({
  kind: "OS::Cinder::Volume",
  id: seededId("volume", project, name),
  name,
});
const between = (value: number, from: number, to: number) => value <= from && value > to;

const UNAVAILABLE = "Cinder at RegionOne was unavailable (503) for longer than the run may wait";
const QUOTA = "The project's backup quota was used up: 100 of 100 backups";

export const PLAN_SPECS: PlanSpec[] = [
  {
    name: "Billing database",
    description: "PostgreSQL of the billing system with its root disk and write-ahead log",
    project: "demo",
    recoverySite: "RegionTwo",
    members: [server("demo", "db-1")],
    servers: ["db-1"],
    volumes: ["db-1-root", "db-data", "db-wal"],
    networks: ["back"],
    schedule: { every: "hours", n: 6, atMinute: 0, timeZone: "UTC" },
    retention: { last: 8, hourly: 0, daily: 14, weekly: 6, monthly: 0, maxAgeDays: null },
    fullEvery: 7,
    objectives: [{ daysAgo: 60, rpoMinutes: 480, rtoMinutes: 60, targetPercent: 99, rung: "offsite" }],
    pinned: { daysAgo: 33, reason: "Before the move to PostgreSQL 16" },
    outcome(daysAgo) {
      if (between(daysAgo, 41.3, 41)) return { is: "failed", cause: UNAVAILABLE };
      if (between(daysAgo, 17.4, 17))
        return {
          is: "partial",
          without: "db-wal",
          cause: "The volume db-wal was in state backing-up by another program",
        };
      return between(daysAgo, 9.5, 9.2) ? { is: "usable", slowBy: 150 } : { is: "usable" };
    },
  },
  {
    name: "Web and mail files",
    description: "Files of the web shop and the mail server, each night",
    project: "demo",
    recoverySite: null,
    members: ["web-assets", "mail-spool", "mail-archive"].map((name) => volume("demo", name)),
    servers: [],
    volumes: ["web-assets", "mail-spool", "mail-archive"],
    networks: [],
    schedule: { every: "day", at: "02:30", timeZone: "Europe/Berlin" },
    retention: { last: 3, hourly: 0, daily: 21, weekly: 8, monthly: 3, maxAgeDays: 365 },
    fullEvery: 7,
    objectives: [{ daysAgo: 60, rpoMinutes: 1620, rtoMinutes: 240, targetPercent: 95, rung: "local" }],
    pinned: null,
    outcome: (daysAgo) =>
      between(daysAgo, 26.5, 25.5)
        ? {
            is: "partial",
            without: "mail-archive",
            cause: "The copy of mail-archive did not end within 3 hours",
          }
        : { is: "usable" },
  },
  {
    name: "CRM",
    description: "Customer data, every four hours",
    project: "alt",
    recoverySite: "RegionTwo",
    members: ["crm-data", "crm-db-data"].map((name) => volume("alt", name)),
    servers: [],
    volumes: ["crm-data", "crm-db-data"],
    networks: [],
    schedule: { every: "hours", n: 4, atMinute: 15, timeZone: "UTC" },
    retention: { last: 12, hourly: 0, daily: 14, weekly: 4, monthly: 0, maxAgeDays: 60 },
    fullEvery: 6,
    objectives: [
      { daysAgo: 60, rpoMinutes: 720, rtoMinutes: 120, targetPercent: 95, rung: "offsite" },
      { daysAgo: 25, rpoMinutes: 300, rtoMinutes: 60, targetPercent: 99, rung: "offsite" },
    ],
    pinned: null,
    outcome(daysAgo, chance) {
      if (between(daysAgo, 38.2, 36)) return { is: "missed" };
      if (between(daysAgo, 21, 20)) return { is: "failed", cause: QUOTA };
      if (between(daysAgo, 8.6, 8.1)) return { is: "failed", cause: UNAVAILABLE };
      if (between(daysAgo, 3.3, 3.1))
        return { is: "partial", without: "crm-db-data", cause: "The snapshot of crm-db-data ended in error" };
      if (chance < 0.03) return { is: "failed", cause: UNAVAILABLE };
      if (chance < 0.06)
        return {
          is: "partial",
          without: "crm-data",
          cause: "The backup of crm-data ended in error: the back end was full",
        };
      return chance > 0.95 ? { is: "usable", slowBy: 70 } : { is: "usable" };
    },
  },
];

export function volumeSpec(project: string, name: string) {
  const spec = VOLUMES.find((one) => one.project === project && one.name === name);
  if (spec === undefined) throw new Error(`No volume ${name} in ${project}`);
  return spec;
}

export function serverSpec(project: string, name: string): ServerSpec {
  const spec = SERVERS.find((one) => one.project === project && one.name === name);
  if (spec === undefined) throw new Error(`No server ${name} in ${project}`);
  return spec;
}

export function networkSpec(project: string, name: string) {
  const spec = NETWORKS.find((one) => one.project === project && one.site === "RegionOne" && one.name === name);
  if (spec === undefined) throw new Error(`No network ${name} in ${project}`);
  return spec;
}
