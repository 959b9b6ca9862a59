import { uuidOf } from "./ids";
import { fingerprintOf } from "./nova/keypairs";
import { KEY, NETWORKS, PUBLIC_KEY, SERVER_GROUPS } from "./seed-data";
import { SERVERS, STACK, VOLUMES, type ServerSpec, type VolumeSpec } from "./seed-machines";
import { imageId, portName, projectId, publicNetworkId, seededId, seededMac, userId, volumeBytes } from "./seed-ids";
import { siteOf, type Site, type World } from "./world";
import { stamp, addNetwork, addGroups } from "./seed-network";

const DAY_MS = 24 * 3600 * 1000;

/** How long ago the two teams moved in. */
const AGE_DAYS = 120;

export function fillProjects(world: World): void {
  const at = world.clock.now() - AGE_DAYS * DAY_MS;
  const site = siteOf(world, "RegionOne");
  for (const spec of NETWORKS) addNetwork(siteOf(world, spec.site), spec, at);
  addGroups(site, at);
  for (const [index, spec] of VOLUMES.entries()) addVolume(world, site, spec, at + index * 60_000);
  for (const [index, spec] of SERVERS.entries()) addServer(world, site, spec, at + index * 90_000);
  addKeys(site, at);
  addStack(site, at);
}

function addVolume(world: World, site: Site, spec: VolumeSpec, at: number): void {
  site.cinder.volumes.put({
    id: seededId("volume", spec.project, spec.name),
    projectId: projectId(spec.project),
    userId: userId(spec.project),
    createdAt: at,
    updatedAt: at,
    name: spec.name,
    description: spec.description,
    size: spec.sizeGiB,
    status: "available",
    previousStatus: null,
    bootable: spec.boots !== null,
    volumeType: spec.type,
    metadata: spec.metadata,
    snapshotId: null,
    sourceVolid: null,
    groupId: null,
    zone: "nova",
    attachments: [],
    imageMetadata:
      spec.boots === null
        ? null
        : {
            image_id: imageId(site.name, spec.boots),
            image_name: spec.boots,
            disk_format: "raw",
            container_format: "bare",
            min_disk: "0",
            min_ram: "0",
            hw_qemu_guest_agent: "yes",
          },
    multiattach: false,
    hash: world.store.putBytes(volumeBytes(spec.project, spec.name, "now")),
  });
}

function addServer(world: World, site: Site, spec: ServerSpec, at: number): void {
  const id = seededId("server", spec.project, spec.name);
  const running = spec.status === "ACTIVE";
  const attached = spec.volumes.map((name, index) => ({
    volumeId: seededId("volume", spec.project, name),
    device: `/dev/vd${String.fromCharCode(97 + index + (spec.image === null ? 0 : 1))}`,
    tag: null,
    deleteOnTermination: false,
    boot: spec.image === null && index === 0,
  }));
  for (const one of attached) {
    const attachment = {
      id: uuidOf(`attachment ${id} ${one.volumeId}`),
      serverId: id,
      device: one.device,
      attachedAt: at,
    };
    site.cinder.volumes.patch(one.volumeId, { status: "in-use", attachments: [attachment], updatedAt: at });
  }
  site.nova.servers.put({
    id,
    projectId: projectId(spec.project),
    userId: userId(spec.project),
    name: spec.name,
    hostname: spec.name,
    description: null,
    status: spec.status,
    vmState: running ? "active" : "stopped",
    taskState: null,
    powerState: running ? 1 : 4,
    createdAt: at,
    updatedAt: at + 5000,
    launchedAt: at + 5000,
    flavorId: spec.flavor,
    imageId: spec.image === null ? null : imageId(site.name, spec.image),
    keyName: KEY,
    metadata: spec.metadata,
    tags: spec.tags,
    zone: "nova",
    userData: spec.userData,
    configDrive: false,
    serverGroupId: spec.group === null ? null : seededId("server-group", spec.project, spec.group),
    volumes: attached,
    ownPortIds: [],
    fault: null,
    rootHash:
      spec.image === null ? null : world.store.putBytes(volumeBytes(spec.project, `${spec.name} root disk`, "now")),
  });
  for (const nic of spec.networks) addPort(site, spec, nic, at);
}

function addPort(site: Site, spec: ServerSpec, nic: ServerSpec["networks"][number], at: number): void {
  const portId = seededId("port", spec.project, portName(spec.name, nic.name));
  const mac = seededMac(spec.project, spec.name, nic.name);
  const key = `${site.name} ${nic.name}`;
  site.neutron.ports.put({
    ...stamp(spec.project, at),
    id: portId,
    name: "",
    network_id: seededId("network", spec.project, key),
    mac_address: mac,
    admin_state_up: true,
    status: "ACTIVE",
    device_id: seededId("server", spec.project, spec.name),
    device_owner: "compute:nova",
    fixed_ips: [{ subnet_id: seededId("subnet", spec.project, key), ip_address: nic.ip }],
    security_groups: spec.securityGroups.map((name) => seededId("security-group", spec.project, name)),
    allowed_address_pairs: nic.pair === undefined ? [] : [{ ip_address: nic.pair, mac_address: mac }],
    extra_dhcp_opts: [],
    port_security_enabled: true,
    "binding:vnic_type": "normal",
  });
  if (nic.floating === undefined) return;
  const router =
    NETWORKS.find((one) => one.project === spec.project && one.site === site.name && one.name === nic.name)?.router ??
    "";
  site.neutron.floatingIps.put({
    ...stamp(spec.project, at),
    id: seededId("floating-ip", spec.project, nic.floating),
    floating_network_id: publicNetworkId(site.name),
    floating_ip_address: nic.floating,
    fixed_ip_address: nic.ip,
    port_id: portId,
    router_id: seededId("router", spec.project, `${site.name} ${router}`),
    status: "DOWN",
  });
}

function addKeys(site: Site, at: number): void {
  for (const user of ["demo", "alt"]) {
    const id = userId(user);
    site.nova.keypairs.put({
      id: `${id}/${KEY}`,
      name: KEY,
      userId: id,
      publicKey: PUBLIC_KEY,
      fingerprint: fingerprintOf(PUBLIC_KEY),
      createdAt: at,
    });
  }
  for (const { project, name, policy } of SERVER_GROUPS) {
    site.nova.serverGroups.put({
      id: seededId("server-group", project, name),
      name,
      projectId: projectId(project),
      userId: userId(project),
      policy,
      rules: {},
    });
  }
}

function addStack(site: Site, at: number): void {
  site.stacks.put({
    id: seededId("stack", STACK.project, STACK.name),
    name: STACK.name,
    projectId: projectId(STACK.project),
    description: STACK.description,
    status: "CREATE_COMPLETE",
    createdAt: at,
    tags: ["billing"],
    resources: STACK.servers.map((name) => ({
      name: name.replace("-", "_"),
      type: "OS::Nova::Server",
      physicalId: seededId("server", STACK.project, name),
    })),
  });
}
