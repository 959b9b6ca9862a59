import { createHash } from "node:crypto";
import type { Call } from "../call";
import { microTime, secondTime } from "../clock";
import type { FlavorRow, ServerRow } from "./records";

export function selfLinks(call: Call, path: string) {
  return [
    { rel: "self", href: `${call.base}/v2.1/${path}` },
    { rel: "bookmark", href: `${call.base}/${path}` },
  ];
}

export function portsOf(call: Call, serverId: string) {
  return call.site.neutron.ports
    .all()
    .filter((port) => port.device_id === serverId && port.device_owner.startsWith("compute:"));
}

function addresses(call: Call, row: ServerRow) {
  if (row.status === "BUILD") return {};
  const found: Record<string, unknown[]> = {};
  for (const port of portsOf(call, row.id)) {
    const name = call.site.neutron.networks.get(port.network_id)?.name ?? port.network_id;
    const floating = call.site.neutron.floatingIps.all().filter((one) => one.port_id === port.id);
    const all = [
      ...port.fixed_ips.map((ip) => ({ addr: ip.ip_address, type: "fixed" })),
      ...floating.map((one) => ({ addr: one.floating_ip_address, type: "floating" })),
    ];
    found[name] = [
      ...(found[name] ?? []),
      ...all.map(({ addr, type }) => ({
        version: addr.includes(":") ? 6 : 4,
        addr,
        "OS-EXT-IPS:type": type,
        "OS-EXT-IPS-MAC:mac_addr": port.mac_address,
      })),
    ];
  }
  return found;
}

function securityGroups(call: Call, row: ServerRow) {
  const ids = [...new Set(portsOf(call, row.id).flatMap((port) => port.security_groups))];
  return ids.map((id) => ({ name: call.site.neutron.securityGroups.get(id)?.name ?? id }));
}

function flavorIn(call: Call, row: ServerRow) {
  const flavor = call.site.nova.flavors.get(row.flavorId);
  if (call.minor < 47)
    return { id: row.flavorId, links: [{ rel: "bookmark", href: `${call.base}/flavors/${row.flavorId}` }] };
  return {
    vcpus: flavor?.vcpus ?? 0,
    ram: flavor?.ram ?? 0,
    disk: flavor?.disk ?? 0,
    ephemeral: 0,
    swap: 0,
    original_name: flavor?.name ?? "",
    extra_specs: flavor?.extraSpecs ?? {},
  };
}

const hostId = (row: ServerRow) =>
  row.launchedAt === null ? "" : createHash("sha224").update(`${row.projectId}demo-compute`).digest("hex");

export function serverView(call: Call, row: ServerRow) {
  const building = row.status === "BUILD";
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    tenant_id: row.projectId,
    user_id: row.userId,
    metadata: row.metadata,
    hostId: hostId(row),
    image:
      row.imageId === null
        ? ""
        : { id: row.imageId, links: [{ rel: "bookmark", href: `${call.base}/images/${row.imageId}` }] },
    flavor: flavorIn(call, row),
    created: secondTime(row.createdAt),
    updated: secondTime(row.updatedAt),
    addresses: addresses(call, row),
    accessIPv4: "",
    accessIPv6: "",
    links: selfLinks(call, `servers/${row.id}`),
    "OS-DCF:diskConfig": "MANUAL",
    ...(row.status === "ACTIVE" || building ? { progress: 0 } : {}),
    "OS-EXT-AZ:availability_zone": building ? "" : row.zone,
    config_drive: row.configDrive ? "True" : "",
    key_name: row.keyName,
    "OS-SRV-USG:launched_at": row.launchedAt === null ? null : microTime(row.launchedAt),
    "OS-SRV-USG:terminated_at": null,
    ...(building ? {} : { security_groups: securityGroups(call, row) }),
    "OS-EXT-STS:task_state": row.taskState,
    "OS-EXT-STS:vm_state": row.vmState,
    "OS-EXT-STS:power_state": row.powerState,
    "os-extended-volumes:volumes_attached": row.volumes.map((one) => ({
      id: one.volumeId,
      ...(call.minor >= 3 ? { delete_on_termination: one.deleteOnTermination } : {}),
    })),
    ...(row.fault === null ? {} : { fault: { code: 500, created: secondTime(row.updatedAt), message: row.fault } }),
    ...(call.caller.isAdmin ? adminFields(call, row) : {}),
    ...(call.minor >= 9 ? { locked: false } : {}),
    ...(call.minor >= 19 ? { description: row.description } : {}),
    ...(call.minor >= 26 ? { tags: row.tags } : {}),
    ...(call.minor >= 63 ? { trusted_image_certificates: null } : {}),
    ...(call.minor >= 73 ? { locked_reason: null } : {}),
    ...(call.minor >= 90 && !call.caller.isAdmin ? { "OS-EXT-SRV-ATTR:hostname": row.hostname } : {}),
  };
}

/** Only one server's own page tells its group. */
export function serverPage(call: Call, row: ServerRow) {
  return {
    ...serverView(call, row),
    ...(call.minor >= 71 ? { server_groups: row.serverGroupId === null ? [] : [row.serverGroupId] } : {}),
  };
}

/** What a tenant cannot read back of his own server: above all the user data. */
function adminFields(call: Call, row: ServerRow) {
  const seen = {
    "OS-EXT-SRV-ATTR:host": "demo-compute",
    "OS-EXT-SRV-ATTR:instance_name": `instance-${row.id.slice(0, 8)}`,
    "OS-EXT-SRV-ATTR:hypervisor_hostname": "demo-compute",
  };
  if (call.minor < 3) return seen;
  return {
    ...seen,
    "OS-EXT-SRV-ATTR:reservation_id": `r-${row.id.slice(0, 8)}`,
    "OS-EXT-SRV-ATTR:launch_index": 0,
    "OS-EXT-SRV-ATTR:hostname": row.hostname,
    "OS-EXT-SRV-ATTR:kernel_id": "",
    "OS-EXT-SRV-ATTR:ramdisk_id": "",
    "OS-EXT-SRV-ATTR:root_device_name": "/dev/sda",
    "OS-EXT-SRV-ATTR:user_data": row.userData,
    ...(call.minor >= 16 ? { host_status: "UP" } : {}),
  };
}

export function flavorView(call: Call, row: FlavorRow, detailed: boolean) {
  const links = selfLinks(call, `flavors/${row.id}`);
  const described = call.minor >= 55 ? { description: null } : {};
  if (!detailed) return { id: row.id, name: row.name, links, ...described };
  return {
    id: row.id,
    name: row.name,
    ram: row.ram,
    disk: row.disk,
    swap: call.minor >= 75 ? 0 : "",
    "OS-FLV-EXT-DATA:ephemeral": 0,
    "OS-FLV-DISABLED:disabled": false,
    vcpus: row.vcpus,
    "os-flavor-access:is_public": true,
    rxtx_factor: 1.0,
    links,
    ...described,
    ...(call.minor >= 61 ? { extra_specs: row.extraSpecs } : {}),
  };
}
