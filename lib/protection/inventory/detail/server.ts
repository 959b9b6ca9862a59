import type { ResourcePart } from "@/lib/domain/resource-page";
import type { Cloud } from "@/lib/openstack/cloud";
import type { FloatingIp, Network, Port, SecurityGroup, Subnet } from "@/lib/openstack/neutron/schemas";
import type { Attachment, Keypair, Server, ServerGroup } from "@/lib/openstack/nova/schemas";
import { isOpenStackError } from "@/lib/openstack/error";
import { facts } from "../listing";
import { serverRow } from "../servers";
import { joined, nameMap, type ReadDetail } from "./detail";

type Around = {
  attachments: Attachment[];
  volumes: Map<string, string>;
  images: Map<string, string>;
  ports: Port[];
  networks: Network[];
  subnets: Subnet[];
  securityGroups: SecurityGroup[];
  floatingIps: FloatingIp[];
  keypairs: Keypair[];
  serverGroups: ServerGroup[];
};

/** A server with its volumes, addresses and all else that a rebuild would need. */
export const readServer: ReadDetail = async (cloud, id) => {
  const [server, around] = await Promise.all([cloud.nova.servers.find(id), readAround(cloud, id)]);
  // An administrator may read any project's servers; this page shows the own project alone.
  if (!server || server.tenant_id !== cloud.projectId) return null;
  const resource = serverRow(server, {
    siteId: cloud.site.id,
    names: { volumes: around.volumes, images: around.images },
  });
  return {
    resource: { ...resource, facts: [...resource.facts, ...moreFacts(server)] },
    parts: partsOf(server, around),
  };
};

async function readAround({ nova, cinder, glance, neutron, projectId }: Cloud, id: string): Promise<Around> {
  const own = { project_id: projectId };
  const [attachments, volumes, images, ports, networks, subnets, securityGroups, floatingIps, keypairs, serverGroups] =
    await Promise.all([
      // Of a server that is not there they are none; that there is no such server is told by the server itself.
      nova.attachments.list(id).catch(noneIfGone),
      cinder.volumes.names(),
      glance.images.list({ visibility: "all", limit: 1000 }),
      neutron.ports.list({ device_id: id }),
      neutron.networks.list(),
      neutron.subnets.list(),
      neutron.securityGroups.list(own),
      neutron.floatingIps.list(own),
      nova.keypairs.list(),
      nova.serverGroups.list(),
    ]);
  return {
    attachments,
    volumes: nameMap(volumes),
    images: nameMap(images),
    ports,
    networks,
    subnets,
    securityGroups,
    floatingIps,
    keypairs,
    serverGroups,
  };
}

function noneIfGone(error: unknown): [] {
  if (isOpenStackError(error, "not-found")) return [];
  throw error;
}

function moreFacts(server: Server) {
  return facts({
    Description: server.description,
    Metadata: joined(Object.entries(server.metadata).map(([key, value]) => `${key}=${value}`)),
    Tags: joined(server.tags),
    Task: server["OS-EXT-STS:task_state"],
    Fault: server.fault?.message,
    "Config drive": server.config_drive ? "yes" : null,
  });
}

function partsOf(server: Server, around: Around): ResourcePart[] {
  const subnetIds = new Set(around.ports.flatMap(({ fixed_ips }) => fixed_ips.map(({ subnet_id }) => subnet_id)));
  const groupIds = new Set(around.ports.flatMap(({ security_groups }) => security_groups));
  const portIds = new Set(around.ports.map(({ id }) => id));
  return [
    ...around.attachments.map((each) => volumePart(each, around)),
    ...(server.image
      ? [
          {
            kind: "OS::Glance::Image",
            id: server.image.id,
            name: around.images.get(server.image.id) ?? server.image.id,
            facts: facts({ Use: "boots from it" }),
          } as const,
        ]
      : []),
    ...around.ports.map((port) => portPart(port, around)),
    ...around.subnets.filter(({ id }) => subnetIds.has(id)).map(subnetPart),
    ...around.floatingIps.filter(({ port_id }) => port_id !== null && portIds.has(port_id)).map(floatingPart),
    ...around.securityGroups.filter(({ id }) => groupIds.has(id)).map(securityGroupPart),
    ...keypairPart(server, around),
    ...flavorPart(server),
    ...around.serverGroups
      .filter(({ id, members }) => server.server_groups.includes(id) || members.includes(server.id))
      .map(serverGroupPart),
  ];
}

function volumePart({ volumeId, device, delete_on_termination }: Attachment, { volumes }: Around): ResourcePart {
  const when = delete_on_termination ? "yes" : null;
  return {
    kind: "OS::Cinder::Volume",
    id: volumeId,
    name: volumes.get(volumeId) ?? volumeId,
    facts: facts({ Device: device, "Deleted with the server": when }),
  };
}

function portPart(port: Port, { networks }: Around): ResourcePart {
  return {
    kind: "OS::Neutron::Port",
    id: port.id,
    name: port.name || port.id,
    facts: facts({
      Addresses: joined(port.fixed_ips.map(({ ip_address }) => ip_address)),
      MAC: port.mac_address,
      Network: networks.find(({ id }) => id === port.network_id)?.name || port.network_id,
      "Allowed pairs": joined(
        port.allowed_address_pairs.map(({ ip_address, mac_address }) => joined([ip_address, mac_address])),
      ),
      State: port.status.toLowerCase(),
    }),
  };
}

export function subnetPart({ id, name, cidr, gateway_ip, enable_dhcp, dns_nameservers }: Subnet): ResourcePart {
  return {
    kind: "OS::Neutron::Subnet",
    id,
    name: name || id,
    facts: facts({
      Range: cidr,
      Gateway: gateway_ip,
      DHCP: enable_dhcp ? "yes" : "no",
      "Name servers": joined(dns_nameservers),
    }),
  };
}

function floatingPart({ id, floating_ip_address, fixed_ip_address, status }: FloatingIp): ResourcePart {
  return {
    kind: "OS::Neutron::FloatingIP",
    id,
    name: floating_ip_address,
    facts: facts({ "Leads to": fixed_ip_address, State: status.toLowerCase() }),
  };
}

function securityGroupPart({ id, name, security_group_rules: rules, description }: SecurityGroup): ResourcePart {
  const count = (direction: "ingress" | "egress") =>
    String(rules.filter((rule) => rule.direction === direction).length);
  return {
    kind: "OS::Neutron::SecurityGroup",
    id,
    name: name || id,
    facts: facts({ "Rules in": count("ingress"), "Rules out": count("egress"), Description: description }),
  };
}

// Key pairs belong to users: another user's is known by its name alone.
function keypairPart({ key_name }: Server, { keypairs }: Around): ResourcePart[] {
  if (!key_name) return [];
  const known = keypairs.find(({ name }) => name === key_name);
  return [
    {
      kind: "OS::Nova::KeyPair",
      id: key_name,
      name: key_name,
      facts: known ? facts({ Type: known.type, Fingerprint: known.fingerprint }) : facts({ Owner: "another user" }),
    },
  ];
}

function flavorPart({ flavor }: Server): ResourcePart[] {
  const name = flavor.original_name ?? flavor.id;
  if (!name) return [];
  const { vcpus, ram, disk, extra_specs: specs = {} } = flavor;
  const words = facts({
    vCPU: vcpus === undefined ? null : String(vcpus),
    Memory: ram === undefined ? null : `${ram} MiB`,
    Disk: disk === undefined ? null : `${disk} GiB`,
    Properties: joined(Object.entries(specs).map(([key, value]) => `${key}=${value}`)),
  });
  return [{ kind: "OS::Nova::Flavor", id: flavor.id ?? name, name, facts: words }];
}

function serverGroupPart({ id, name, policy, policies, members }: ServerGroup): ResourcePart {
  return {
    kind: "OS::Nova::ServerGroup",
    id,
    name,
    facts: facts({ Policy: policy ?? policies?.[0], Members: String(members.length) }),
  };
}
