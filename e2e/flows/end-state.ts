import pg from "pg";
import { connect, type Cloud } from "@/lib/openstack/cloud";

/** Everything that a run may leave in cloud and database, without ids and times: what a killed run must have in common with an unkilled one. */
export type EndState = Record<string, string[]>;

export async function endState(databaseUrl: string, keystoneUrl: string): Promise<EndState> {
  const [database, one, two] = await Promise.all([
    fromDatabase(databaseUrl),
    fromCloud(keystoneUrl, "RegionOne"),
    fromCloud(keystoneUrl, "RegionTwo"),
  ]);
  return { ...database, ...prefixed("RegionOne", one), ...prefixed("RegionTwo", two) };
}

const QUERIES: Record<string, string> = {
  runs: `select kind || ' ' || state as line from "Run"`,
  steps: `select r.kind || ' ' || s.title || ' ' || s.state as line from "Step" s join "Run" r on r.id = s."runId"`,
  checkpoints: `select state || ' ' || coalesce(consistency, '-') || ' full ' || "full" || ' chain ' || coalesce("chainLength", -1) || ' ' || "capturedCount" || '/' || "memberCount" || ' ' || coalesce(cause, '') as line from "Checkpoint"`,
  captured: `select kind || ' ' || name || ' ' || state as line from "Captured"`,
  copies: `select x.name || ' ' || c.medium || ' ' || c.state || ' incremental ' || c.incremental || ' imported ' || c.imported || ' record ' || (c.record is not null) as line from "Copy" c join "Captured" x on x.id = c."capturedId"`,
  ledger: `select kind || ' ' || name || ' ' || ("removedAt" is not null) as line from "Created"`,
  failovers: `select purpose || ' ' || mode || ' ' || workload || ' ' || cleanup || ' ' || jsonb_array_length(successors) || ' ' || jsonb_array_length("sourceTasks") as line from "Failover"`,
  audit: `select action || ' ' || result as line from "Audit"`,
};

async function fromDatabase(url: string): Promise<EndState> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const state: EndState = {};
    for (const [name, query] of Object.entries(QUERIES))
      state[name] = (await client.query<{ line: string }>(query)).rows.map(({ line }) => line).sort();
    return state;
  } finally {
    await client.end();
  }
}

async function fromCloud(keystoneUrl: string, region: string): Promise<EndState> {
  const site = {
    id: region,
    name: region,
    keystoneUrl,
    region,
    interface: "public" as const,
    allowedHosts: ["127.0.0.1"],
  };
  const cloud: Cloud = await connect(site, {
    kind: "password",
    username: "demo",
    password: "secret",
    userDomain: "Default",
    project: { name: "demo", domain: "Default" },
  });
  const [servers, volumes, snapshots, backups, images, ports, networks, groups] = await Promise.all([
    cloud.nova.servers.list(),
    cloud.cinder.volumes.list(),
    cloud.cinder.snapshots.list(),
    cloud.cinder.backups.list(),
    cloud.glance.images.list({ owner: cloud.projectId }),
    cloud.neutron.ports.list(),
    cloud.neutron.networks.list(),
    cloud.neutron.securityGroups.list(),
  ]);
  const lines = <T>(things: T[], line: (thing: T) => string) => things.map(line).sort();
  return {
    servers: lines(servers, ({ name, status, metadata }) => `${name} ${status} ${"breakwater:tag" in metadata}`),
    volumes: lines(volumes, ({ name, status, size, attachments }) => `${name} ${status} ${size} ${attachments.length}`),
    snapshots: lines(snapshots, ({ name, status }) => `${name} ${status}`),
    backups: lines(
      backups,
      ({ name, status, is_incremental, has_dependent_backups }) =>
        `${name} ${status} ${is_incremental} ${has_dependent_backups}`,
    ),
    images: lines(images, ({ name, status }) => `${name} ${status}`),
    ports: lines(ports, ({ name, status, device_owner }) => `${name} ${status} ${device_owner}`),
    networks: lines(networks, ({ name }) => name),
    securityGroups: lines(groups, ({ name, security_group_rules }) => `${name} ${security_group_rules.length}`),
  };
}

function prefixed(prefix: string, state: EndState): EndState {
  return Object.fromEntries(Object.entries(state).map(([name, lines]) => [`${prefix} ${name}`, lines]));
}

/** What one has and the other has not; empty when they are alike. */
export function differences(expected: EndState, actual: EndState): string[] {
  return Object.keys({ ...expected, ...actual }).flatMap((name) => {
    const missing = without(expected[name] ?? [], actual[name] ?? []).map((line) => `${name}: missing ${line}`);
    const extra = without(actual[name] ?? [], expected[name] ?? []).map((line) => `${name}: too many ${line}`);
    return [...missing, ...extra];
  });
}

function without(lines: string[], others: string[]): string[] {
  const left = [...others];
  return lines.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
