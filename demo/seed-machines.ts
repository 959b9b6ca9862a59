/** The servers and volumes of the two projects, at RegionOne. Pure data. */

export type VolumeSpec = {
  project: string;
  name: string;
  sizeGiB: number;
  type: "standard" | "replicated";
  metadata: Record<string, string>;
  /** The image from which it boots. */
  boots: string | null;
  description: string | null;
};
export type ServerSpec = {
  project: string;
  name: string;
  flavor: string;
  /** Null: it boots from the first of its volumes. */
  image: string | null;
  status: "ACTIVE" | "SHUTOFF";
  tags: string[];
  metadata: Record<string, string>;
  group: string | null;
  userData: string | null;
  networks: { name: string; ip: string; floating?: string; pair?: string }[];
  securityGroups: string[];
  volumes: string[];
};

type Rest = Partial<Pick<VolumeSpec, "type" | "metadata" | "boots" | "description">>;
const volume = (project: string, name: string, sizeGiB: number, rest: Rest = {}): VolumeSpec => ({
  project,
  name,
  sizeGiB,
  type: "standard",
  metadata: {},
  boots: null,
  description: null,
  ...rest,
});
const billing = { metadata: { app: "billing" } };
const root = (metadata: Record<string, string> = {}): Rest => ({ boots: "debian-12", metadata });

export const VOLUMES: VolumeSpec[] = [
  volume("demo", "db-1-root", 20, root({ app: "billing" })),
  volume("demo", "db-data", 100, {
    ...billing,
    type: "replicated",
    description: "PostgreSQL 16, main cluster",
  }),
  volume("demo", "db-wal", 20, { ...billing, description: "Write-ahead log" }),
  volume("demo", "db-2-root", 20, root({ app: "billing" })),
  volume("demo", "db-2-data", 100, { ...billing, description: "Streaming replica" }),
  volume("demo", "app-1-data", 40, billing),
  volume("demo", "app-2-data", 40, billing),
  volume("demo", "web-assets", 50, { metadata: { app: "web" } }),
  volume("demo", "mail-root", 20, root({ app: "mail" })),
  volume("demo", "mail-spool", 80, { metadata: { app: "mail" } }),
  volume("demo", "mail-archive", 200, { metadata: { app: "mail" } }),
  volume("demo", "ci-cache", 60, { metadata: { app: "ci", backup: "never" } }),
  volume("demo", "reports", 10, { metadata: { app: "billing", owner: "finance" } }),
  volume("demo", "archive-2024", 150, { description: "Closed books" }),
  volume("demo", "archive-2025", 150, { description: "Closed books" }),
  volume("demo", "templates", 5),
  volume("demo", "scratch", 30),
  volume("demo", "exports", 25, { metadata: { owner: "finance" } }),
  volume("demo", "old-db-data", 100, { description: "Before the move to PostgreSQL 16; delete after March" }),
  volume("alt", "crm-root", 20, root({ app: "crm" })),
  volume("alt", "crm-data", 60, { metadata: { app: "crm" } }),
  volume("alt", "crm-db-root", 20, root({ app: "crm" })),
  volume("alt", "crm-db-data", 120, { metadata: { app: "crm" }, type: "replicated" }),
  volume("alt", "crm-uploads", 75, { metadata: { app: "crm" } }),
  volume("alt", "files-shared", 250, { metadata: { app: "files" } }),
  volume("alt", "files-home", 120, { metadata: { app: "files" } }),
  volume("alt", "files-old", 200, { description: "Read only" }),
  volume("alt", "crm-import", 15),
  volume("alt", "phone-recordings", 90, { metadata: { app: "phone" } }),
  volume("alt", "spare", 10),
];

const script = (text: string) => Buffer.from(`#!/bin/sh\n${text}\n`).toString("base64");

type ServerRest = Partial<Omit<ServerSpec, "project" | "name" | "flavor">>;
const server = (project: string, name: string, flavor: string, rest: ServerRest): ServerSpec => ({
  project,
  name,
  flavor,
  image: null,
  status: "ACTIVE",
  tags: [],
  metadata: {},
  group: null,
  userData: null,
  networks: [],
  securityGroups: [],
  volumes: [],
  ...rest,
});

export const SERVERS: ServerSpec[] = [
  server("demo", "bastion-1", "1", {
    image: "debian-12",
    networks: [{ name: "front", ip: "10.10.1.5", floating: "172.24.4.20" }],
    securityGroups: ["bastion"],
  }),
  server("demo", "web-1", "2", {
    image: "debian-12",
    tags: ["app=web"],
    metadata: { app: "web" },
    group: "web",
    userData: script("apt-get install -y nginx"),
    networks: [{ name: "front", ip: "10.10.1.11", floating: "172.24.4.21", pair: "10.10.1.10" }],
    securityGroups: ["web"],
    volumes: ["web-assets"],
  }),
  server("demo", "web-2", "2", {
    image: "debian-12",
    tags: ["app=web"],
    metadata: { app: "web" },
    group: "web",
    userData: script("apt-get install -y nginx"),
    networks: [{ name: "front", ip: "10.10.1.12", pair: "10.10.1.10" }],
    securityGroups: ["web"],
  }),
  server("demo", "app-1", "3", {
    image: "ubuntu-24.04",
    tags: ["app=billing"],
    metadata: { app: "billing" },
    networks: [
      { name: "front", ip: "10.10.1.21" },
      { name: "back", ip: "10.10.2.21" },
    ],
    securityGroups: ["app"],
    volumes: ["app-1-data"],
  }),
  server("demo", "app-2", "3", {
    image: "ubuntu-24.04",
    tags: ["app=billing"],
    metadata: { app: "billing" },
    networks: [
      { name: "front", ip: "10.10.1.22" },
      { name: "back", ip: "10.10.2.22" },
    ],
    securityGroups: ["app"],
    volumes: ["app-2-data"],
  }),
  server("demo", "db-1", "4", {
    tags: ["app=billing"],
    metadata: { app: "billing", role: "primary" },
    group: "db",
    networks: [{ name: "back", ip: "10.10.2.31" }],
    securityGroups: ["db"],
    volumes: ["db-1-root", "db-data", "db-wal"],
  }),
  server("demo", "db-2", "4", {
    tags: ["app=billing"],
    metadata: { app: "billing", role: "replica" },
    group: "db",
    networks: [{ name: "back", ip: "10.10.2.32" }],
    securityGroups: ["db"],
    volumes: ["db-2-root", "db-2-data"],
  }),
  server("demo", "mail-1", "3", {
    metadata: { app: "mail" },
    networks: [{ name: "front", ip: "10.10.1.41", floating: "172.24.4.22" }],
    securityGroups: ["mail"],
    volumes: ["mail-root", "mail-spool", "mail-archive"],
  }),
  server("demo", "ci-1", "3", {
    image: "ubuntu-24.04",
    status: "SHUTOFF",
    metadata: { app: "ci" },
    networks: [{ name: "back", ip: "10.10.2.51" }],
    securityGroups: ["app"],
    volumes: ["ci-cache"],
  }),
  server("alt", "crm-1", "3", {
    metadata: { app: "crm" },
    networks: [{ name: "crm", ip: "10.20.1.11", floating: "172.24.4.30" }],
    securityGroups: ["crm-app"],
    volumes: ["crm-root", "crm-data", "crm-uploads"],
  }),
  server("alt", "crm-db-1", "4", {
    metadata: { app: "crm" },
    networks: [{ name: "crm", ip: "10.20.1.12" }],
    securityGroups: ["crm-db"],
    volumes: ["crm-db-root", "crm-db-data"],
  }),
  server("alt", "files-1", "2", {
    image: "ubuntu-24.04",
    metadata: { app: "files" },
    networks: [{ name: "crm", ip: "10.20.1.13" }],
    securityGroups: ["crm-app"],
    volumes: ["files-shared", "files-home"],
  }),
];

export const STACK = {
  project: "demo",
  name: "billing",
  description: "Billing: two application servers and their databases",
  servers: ["app-1", "app-2", "db-1", "db-2"],
};
