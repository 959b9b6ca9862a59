import { fillAccounts } from "./keystone/accounts";
import { hexIdOf, uuidOf } from "./ids";
import { secondTime } from "./clock";
import { withBytes, type ImageRow } from "./glance-records";
import { accountId } from "./keystone/accounts";
import { FLAVORS } from "./nova/records";
import { plan } from "./neutron/addresses";
import { imageId, publicNetworkId } from "./seed-ids";
import { fillBackups } from "./seed-backups";
import { fillProjects } from "./seed-projects";
import type { Site, World } from "./world";

const DAY_MS = 24 * 3600 * 1000;

/** What every cloud has before a tenant comes, and in a full one two projects that look like life. */
export function fillSeed(world: World, { empty }: { empty: boolean }): void {
  if (!world.store.isNew) return;
  for (const cloud of world.clouds) fillAccounts(cloud.identity, cloud.name);
  for (const site of world.sites) fillSite(world, site);
  if (empty) return;
  fillProjects(world);
  const now = world.clock.now();
  fillBackups(world, new Date(now));
  world.facts.put({ id: "seeded", at: now });
}

function fillSite(world: World, site: Site): void {
  for (const flavor of FLAVORS) site.nova.flavors.put(flavor);
  for (const name of ["tiny", "debian-12", "ubuntu-24.04"]) site.images.put(publicImage(world, site, name));
  fillPublicNetwork(world, site);
}

function publicImage(world: World, site: Site, name: string): ImageRow {
  const at = world.clock.now() - 200 * DAY_MS;
  const row: ImageRow = {
    id: imageId(site.name, name),
    name,
    status: "queued",
    visibility: "public",
    owner: accountId(site.cloud, "project", "admin"),
    diskFormat: "raw",
    containerFormat: "bare",
    size: null,
    checksum: null,
    sha512: null,
    minDisk: 0,
    minRam: 0,
    isProtected: false,
    tags: [],
    properties: name === "tiny" ? {} : { os_distro: name.split("-")[0] ?? "", hw_qemu_guest_agent: "yes" },
    createdAt: at,
    updatedAt: at,
    hash: null,
  };
  // The same image at both sites, byte for byte.
  const bytes = Buffer.alloc(64 * 1024, `${hexIdOf(`image bytes ${name}`)}\n`);
  return { ...withBytes(world, row, world.store.putBytes(bytes)), updatedAt: at };
}

function fillPublicNetwork(world: World, site: Site): void {
  const at = secondTime(world.clock.now() - 200 * DAY_MS);
  const owner = accountId(site.cloud, "project", "admin");
  const common = {
    project_id: owner,
    description: "",
    created_at: at,
    updated_at: at,
    revision_number: 2,
    name: "public",
    tags: [],
  };
  const cidr = site.name === "RegionOne" ? "172.24.4.0/24" : "172.25.4.0/24";
  const { first, last, gateway } = plan(cidr);
  site.neutron.networks.put({
    ...common,
    id: publicNetworkId(site.name),
    admin_state_up: true,
    mtu: 1500,
    status: "ACTIVE",
    shared: false,
    port_security_enabled: true,
    "router:external": true,
    availability_zone_hints: [],
    availability_zones: [],
    ipv4_address_scope: null,
    ipv6_address_scope: null,
    is_default: false,
  });
  site.neutron.subnets.put({
    ...common,
    id: uuidOf(`${site.name} subnet public`),
    network_id: publicNetworkId(site.name),
    ip_version: 4,
    cidr,
    gateway_ip: gateway,
    enable_dhcp: false,
    allocation_pools: [{ start: first, end: last }],
    dns_nameservers: [],
    host_routes: [],
    ipv6_address_mode: null,
    ipv6_ra_mode: null,
    service_types: [],
    subnetpool_id: null,
  });
}
