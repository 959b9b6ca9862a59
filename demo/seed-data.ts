/** The networks of two projects that look like life, at RegionOne; a prepared recovery network at RegionTwo. Pure data. */

export type NetworkSpec = {
  project: string;
  site: string;
  name: string;
  cidr: string;
  router: string | null;
  dns: string[];
};
export type GroupSpec = { project: string; name: string; description: string; rules: RuleSpec[] };
type RuleSpec = {
  protocol: string | null;
  port: number | null;
  from: { cidr: string } | { group: string };
};

export const KEY = "ops-2024";
export const PUBLIC_KEY =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJCqLJzcVBfYfnkOd3vH0v5dDp4T0Q1s9u6Nq7cZ3e7X ops@billing.example";

export const NETWORKS: NetworkSpec[] = [
  {
    project: "demo",
    site: "RegionOne",
    name: "front",
    cidr: "10.10.1.0/24",
    router: "edge",
    dns: ["9.9.9.9"],
  },
  {
    project: "demo",
    site: "RegionOne",
    name: "back",
    cidr: "10.10.2.0/24",
    router: "edge",
    dns: ["9.9.9.9"],
  },
  { project: "demo", site: "RegionOne", name: "storage", cidr: "10.10.9.0/24", router: null, dns: [] },
  {
    project: "alt",
    site: "RegionOne",
    name: "crm",
    cidr: "10.20.1.0/24",
    router: "crm-gw",
    dns: ["9.9.9.9"],
  },
  {
    project: "demo",
    site: "RegionTwo",
    name: "recovery",
    cidr: "10.10.1.0/24",
    router: "edge",
    dns: ["9.9.9.9"],
  },
  {
    project: "alt",
    site: "RegionTwo",
    name: "crm",
    cidr: "10.20.1.0/24",
    router: "crm-gw",
    dns: ["9.9.9.9"],
  },
];

const tcp = (port: number, from: RuleSpec["from"]): RuleSpec => ({ protocol: "tcp", port, from });
const anyone = { cidr: "0.0.0.0/0" };

export const SECURITY_GROUPS: GroupSpec[] = [
  {
    project: "demo",
    name: "bastion",
    description: "The way in",
    rules: [tcp(22, { cidr: "198.51.100.0/24" })],
  },
  {
    project: "demo",
    name: "web",
    description: "Public web",
    rules: [tcp(80, anyone), tcp(443, anyone), tcp(22, { group: "bastion" })],
  },
  {
    project: "demo",
    name: "app",
    description: "Billing application",
    rules: [tcp(8080, { group: "web" }), tcp(22, { group: "bastion" })],
  },
  {
    project: "demo",
    name: "db",
    description: "PostgreSQL",
    rules: [tcp(5432, { group: "app" }), tcp(5432, { group: "db" }), tcp(22, { group: "bastion" })],
  },
  {
    project: "demo",
    name: "mail",
    description: "Mail",
    rules: [tcp(25, anyone), tcp(993, anyone), tcp(22, { group: "bastion" })],
  },
  { project: "alt", name: "crm-app", description: "CRM", rules: [tcp(443, anyone)] },
  { project: "alt", name: "crm-db", description: "CRM database", rules: [tcp(3306, { group: "crm-app" })] },
];

export const SERVER_GROUPS = [
  { project: "demo", name: "web", policy: "anti-affinity" },
  { project: "demo", name: "db", policy: "soft-anti-affinity" },
];
