// Fills a project of a real OpenStack, once: servers, volumes and backups enough to measure pages with.
//   node scripts/bench/seed-cloud.mjs [--servers 100 --volumes 300 --backups 100] [--keystone http://127.0.0.1:5000/v3]
// The backups beyond the first are records of its bytes: what a list costs does not depend on them.
import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { COMPUTE, signIn, VOLUME } from "./openstack.mjs";

const { values } = parseArgs({
  options: {
    servers: { type: "string", default: "100" },
    volumes: { type: "string", default: "300" },
    backups: { type: "string", default: "100" },
    keystone: { type: "string", default: "http://127.0.0.1:5000/v3" },
    region: { type: "string", default: "RegionOne" },
    project: { type: "string", default: "bench" },
    password: { type: "string", default: "secret" },
  },
});
const { keystone, region, project, password } = values;
const AT_ONCE = 4;

await makeProject();
const admin = await signIn({ keystone, user: "admin", password, project, region });
const tenant = await signIn({ keystone, user: project, password, project, region });
await raiseQuotas();
const network = await ensureNetwork();
await makeServers(Number(values.servers), network);
await makeVolumes(Number(values.volumes));
await attachVolumes();
await makeBackups(Number(values.backups));
console.log(`project ${project} of ${region} is filled`);

async function makeProject() {
  const root = await signIn({ keystone, user: "admin", password, project: "admin", region });
  const ensure = async (kind, query, body) => {
    const [found] = (await root.call("identity", "GET", `/${kind}s?${query}`))[`${kind}s`];
    return found?.id ?? (await root.call("identity", "POST", `/${kind}s`, { [kind]: body }))[kind].id;
  };
  const projectId = await ensure("project", `name=${project}`, { name: project, domain_id: "default" });
  const userId = await ensure("user", `name=${project}`, { name: project, password, domain_id: "default" });
  const adminId = await ensure("user", "name=admin", {});
  const { roles } = await root.call("identity", "GET", "/roles");
  const grant = async (user, name) => {
    await root.call(
      "identity",
      "PUT",
      `/projects/${projectId}/users/${user}/roles/${roles.find((role) => role.name === name).id}`,
    );
  };
  for (const name of ["member", "reader"]) await grant(userId, name);
  await grant(adminId, "admin");
}

async function raiseQuotas() {
  const { projectId } = tenant;
  await admin.call("compute", "PUT", `/os-quota-sets/${projectId}`, {
    quota_set: { instances: -1, cores: -1, ram: -1 },
  });
  await admin.call("volumev3", "PUT", `/os-quota-sets/${projectId}`, {
    quota_set: { volumes: -1, gigabytes: -1, backups: -1, backup_gigabytes: -1 },
  });
  await admin.call("network", "PUT", `/v2.0/quotas/${projectId}`, { quota: { port: -1 } });
}

async function ensureNetwork() {
  const { networks } = await tenant.call(
    "network",
    "GET",
    `/v2.0/networks?name=${project}&project_id=${tenant.projectId}`,
  );
  if (networks[0]) return networks[0].id;
  const { network: made } = await tenant.call("network", "POST", "/v2.0/networks", { network: { name: project } });
  await tenant.call("network", "POST", "/v2.0/subnets", {
    subnet: { network_id: made.id, name: project, ip_version: 4, cidr: "10.77.0.0/22" },
  });
  return made.id;
}

async function makeServers(wanted, networkId) {
  const { images } = await tenant.call("image", "GET", "/v2/images?limit=1&visibility=public");
  const { flavors } = await tenant.call("compute", "GET", "/flavors/detail");
  const flavor = flavors.sort((a, b) => a.ram - b.ram)[0];
  const have = await count("compute", "/servers", "servers");
  for (let done = have; done < wanted;) {
    const batch = Math.min(10, wanted - done);
    const server = {
      name: `bench-${String(done).padStart(3, "0")}`,
      flavorRef: flavor.id,
      imageRef: images[0].id,
      networks: [{ uuid: networkId }],
      min_count: batch,
      max_count: batch,
    };
    await tenant.call("compute", "POST", "/servers", { server }, COMPUTE);
    done += batch;
    await until(
      async () =>
        (await list("compute", "/servers/detail", "servers")).filter(({ status }) => status === "BUILD").length === 0,
    );
    console.log(`${done} of ${wanted} servers`);
  }
}

async function makeVolumes(wanted) {
  const have = await count("volumev3", "/volumes", "volumes");
  const numbers = Array.from({ length: Math.max(0, wanted - have) }, (_, index) => have + index);
  await atOnce(numbers, async (number) => {
    await tenant.call(
      "volumev3",
      "POST",
      "/volumes",
      { volume: { name: `bench-${String(number).padStart(3, "0")}`, size: 1, metadata: { app: "bench" } } },
      VOLUME,
    );
  });
  await until(async () =>
    (await list("volumev3", "/volumes/detail", "volumes")).every(({ status }) => status !== "creating"),
  );
  console.log(`${wanted} volumes`);
}

// One in ten servers has two volumes.
async function attachVolumes() {
  const [servers, volumes] = [
    await list("compute", "/servers/detail", "servers"),
    await list("volumev3", "/volumes/detail", "volumes"),
  ];
  const free = volumes.filter(({ status }) => status === "available");
  const bare = servers.filter(
    (server, index) =>
      index % 10 === 0 && server.status === "ACTIVE" && server["os-extended-volumes:volumes_attached"].length === 0,
  );
  for (const server of bare) {
    for (const volume of free.splice(0, 2))
      await tenant.call(
        "compute",
        "POST",
        `/servers/${server.id}/os-volume_attachments`,
        { volumeAttachment: { volumeId: volume.id } },
        COMPUTE,
      );
  }
  console.log(`${bare.length} servers were given two volumes each`);
}

async function makeBackups(wanted) {
  const have = await list("volumev3", "/backups/detail", "backups");
  const first = have.find(({ status }) => status === "available") ?? (await oneBackup());
  const { "backup-record": record } = await admin.call("volumev3", "GET", `/backups/${first.id}/export_record`);
  const row = JSON.parse(Buffer.from(record.backup_url, "base64").toString());
  const numbers = Array.from({ length: Math.max(0, wanted - Math.max(1, have.length)) }, (_, index) => index);
  await atOnce(numbers, async (number) => {
    const other = { ...row, id: randomUUID(), display_name: `bench-${number}` };
    const body = {
      backup_service: record.backup_service,
      backup_url: Buffer.from(JSON.stringify(other)).toString("base64"),
    };
    await admin.call("volumev3", "POST", "/backups/import_record", { "backup-record": body });
  });
  console.log(`${wanted} backups`);
}

async function oneBackup() {
  const [volume] = (await list("volumev3", "/volumes/detail", "volumes")).filter(
    ({ status }) => status === "available",
  );
  const { backup } = await tenant.call("volumev3", "POST", "/backups", {
    backup: { volume_id: volume.id, name: "bench" },
  });
  await until(
    async () => (await tenant.call("volumev3", "GET", `/backups/${backup.id}`)).backup.status === "available",
  );
  return backup;
}

async function list(type, path, key) {
  const version = type === "compute" ? COMPUTE : VOLUME;
  const found = [];
  for (let marker = ""; ;) {
    const page = (await tenant.call(type, "GET", `${path}?limit=1000${marker}`, undefined, version))[key];
    found.push(...page);
    if (page.length < 1000) return found;
    marker = `&marker=${page.at(-1).id}`;
  }
}

async function count(type, path, key) {
  return (await list(type, path, key)).length;
}

async function atOnce(items, work) {
  const rest = [...items];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
    }),
  );
}

async function until(holds) {
  const deadline = Date.now() + 30 * 60_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error("The cloud did not get there within 30 minutes");
    await new Promise((resolve) => setTimeout(resolve, 2_000));
  }
}
