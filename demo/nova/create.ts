import { z } from "zod";
import { accepted, ApiError, badRequest, forbidden, parse, type Answer, type Call } from "../call";
import { newSecret, newUuid } from "../ids";
import { find as findNeutron } from "../neutron/lists";
import { networkKind } from "../neutron/networks";
import { makePort, portKind } from "../neutron/ports";
import { defaultGroup, securityGroupKind } from "../neutron/security-groups";
import { createVolume, findVolume } from "../cinder/volumes";
import { later } from "../work";
import type { AttachedVolume, FlavorRow, ServerRow } from "./records";
import { recordAction } from "./instance-actions";
import { refuseOverQuota } from "./quotas";
import { selfLinks } from "./views";

const network = z.object({
  uuid: z.string().optional(),
  port: z.string().optional(),
  fixed_ip: z.string().optional(),
  tag: z.string().optional(),
});
const device = z.object({
  boot_index: z.union([z.number(), z.string().transform(Number)]).nullish(),
  uuid: z.string().nullish(),
  source_type: z.enum(["volume", "snapshot", "image", "blank"]),
  destination_type: z.enum(["volume", "local"]).nullish(),
  volume_size: z.union([z.number().int(), z.string().transform(Number)]).nullish(),
  volume_type: z.string().nullish(),
  delete_on_termination: z.boolean().nullish(),
  device_name: z.string().nullish(),
  tag: z.string().nullish(),
});
const createBody = z.object({
  server: z.object({
    name: z.string().min(1),
    flavorRef: z.union([z.string(), z.number().transform(String)]),
    imageRef: z.string().nullish(),
    networks: z.union([z.literal("auto"), z.literal("none"), z.array(network)]).optional(),
    block_device_mapping_v2: z.array(device).optional(),
    metadata: z.record(z.string(), z.string()).optional(),
    tags: z.array(z.string()).optional(),
    user_data: z.string().nullish(),
    key_name: z.string().optional(),
    security_groups: z.array(z.object({ name: z.string() })).optional(),
    availability_zone: z.string().optional(),
    config_drive: z.union([z.boolean(), z.string().transform((text) => text === "true")]).nullish(),
    description: z.string().nullish(),
    hostname: z.string().optional(),
  }),
  "os:scheduler_hints": z.object({ group: z.string().optional() }).optional(),
});

type Asked = z.output<typeof createBody>["server"];
type Device = z.output<typeof device>;

export function createServer(call: Call): Answer {
  const body = parse(call, createBody);
  const asked = body.server;
  const devices = [...(asked.block_device_mapping_v2 ?? [])].sort(
    (a, b) => (a.boot_index ?? 99) - (b.boot_index ?? 99),
  );
  const boot = devices.find((one) => one.boot_index === 0);
  if (!asked.imageRef && boot === undefined) throw badRequest("Missing imageRef attribute");
  if (call.minor >= 37 && asked.networks === undefined) {
    throw badRequest("Invalid input for field/attribute server. 'networks' is a required property");
  }
  const flavor = findFlavor(call, asked.flavorRef);
  refuseOverQuota(call, flavor);
  checkWishes(call, asked);
  const image = asked.imageRef ? usableImage(call, asked.imageRef) : null;
  const group = body["os:scheduler_hints"]?.group ?? null;
  if (group !== null && call.site.nova.serverGroups.get(group)?.projectId !== call.projectId) {
    throw badRequest(`Instance group ${group} could not be found.`);
  }
  const id = newUuid();
  const attached = devices.map((one, index) =>
    attach(call, { one, index, name: asked.name, imageOnly: image !== null && boot === undefined }),
  );
  const ownPortIds = plugIn(call, id, asked);
  const row = call.site.nova.servers.put({
    ...blank(call, id),
    name: asked.name,
    description: asked.description ?? null,
    hostname: asked.hostname ?? asked.name.toLowerCase().replace(/[^a-z0-9.-]+/g, "-"),
    flavorId: flavor.id,
    imageId:
      boot !== undefined && boot.destination_type !== "local" ? null : (image?.id ?? boot?.uuid ?? null),
    keyName: asked.key_name ?? null,
    metadata: asked.metadata ?? {},
    tags: asked.tags ?? [],
    zone: asked.availability_zone?.split(":")[0] ?? "nova",
    userData: asked.user_data ?? null,
    configDrive: asked.config_drive === true,
    serverGroupId: group,
    volumes: attached.flatMap((one) => one ?? []),
    ownPortIds,
    rootHash: image?.hash ?? null,
  });
  recordAction(call, row.id, "create");
  later(call.world, { site: call.site, kind: "server-built", target: id, seconds: 3 });
  const groups = asked.security_groups ?? [{ name: "default" }];
  return accepted(
    {
      server: {
        id,
        links: selfLinks(call, `servers/${id}`),
        "OS-DCF:diskConfig": "MANUAL",
        security_groups: groups,
        adminPass: newSecret(9),
      },
    },
    { Location: `${call.base}/v2.1/servers/${id}` },
  );
}

function blank(call: Call, id: string): ServerRow {
  const now = call.world.clock.now();
  return {
    id,
    projectId: call.projectId,
    userId: call.caller.userId,
    name: "",
    description: null,
    hostname: "",
    status: "BUILD",
    vmState: "building",
    taskState: "scheduling",
    powerState: 0,
    createdAt: now,
    updatedAt: now,
    launchedAt: null,
    flavorId: "",
    imageId: null,
    keyName: null,
    metadata: {},
    tags: [],
    zone: "nova",
    userData: null,
    configDrive: false,
    serverGroupId: null,
    volumes: [],
    ownPortIds: [],
    fault: null,
    rootHash: null,
  };
}

function findFlavor(call: Call, ref: string): FlavorRow {
  const flavor = call.site.nova.flavors.get(ref.split("/").at(-1) ?? "");
  if (flavor === undefined) throw badRequest(`Flavor ${ref} could not be found.`);
  return flavor;
}

function usableImage(call: Call, id: string) {
  const image = call.site.images.get(id);
  if (image === undefined || (image.visibility !== "public" && image.owner !== call.projectId))
    throw badRequest(`Can not find requested image`);
  if (image.status !== "active") throw badRequest(`Image ${id} is not active.`);
  return image;
}

function checkWishes(call: Call, asked: Asked): void {
  if (
    asked.key_name !== undefined &&
    call.site.nova.keypairs.get(`${call.caller.userId}/${asked.key_name}`) === undefined
  ) {
    throw badRequest("Invalid key_name provided.");
  }
  const zone = asked.availability_zone;
  if (zone?.includes(":") === true && !call.caller.isAdmin)
    throw forbidden("Policy doesn't allow os_compute_api:servers:create:forced_host to be performed.");
  if (zone !== undefined && zone.split(":")[0] !== "nova")
    throw badRequest("The requested availability zone is not available");
  if (asked.user_data && !/^[A-Za-z0-9+/=\s]*$/.test(asked.user_data))
    throw badRequest("Invalid input for field/attribute user_data.");
}

const letter = (index: number) => String.fromCharCode("a".charCodeAt(0) + index);

type Wish = { one: Device; index: number; name: string; imageOnly: boolean };

/** Makes or takes the volume behind a block device; a local image needs none. */
function attach(call: Call, { one, index, name }: Wish): AttachedVolume | null {
  if (one.destination_type === "local" || (one.source_type === "image" && one.destination_type !== "volume"))
    return null;
  const size = one.volume_size ?? null;
  const common = { size, volume_type: one.volume_type ?? null, name: "" };
  let volumeId: string;
  if (one.source_type === "volume") {
    const volume = findOrRefuse(call, one.uuid ?? "");
    if (volume.status !== "available")
      throw badRequest(
        `Invalid volume: volume '${volume.id}' status must be 'available'. Currently in '${volume.status}'`,
      );
    if (one.boot_index === 0 && !volume.bootable)
      throw badRequest(`Block Device ${volume.id} is not bootable.`);
    volumeId = volume.id;
  } else if (one.source_type === "snapshot")
    volumeId = createVolume(call, { ...common, snapshot_id: one.uuid ?? null }).id;
  else if (one.source_type === "image") {
    if (size === null)
      throw badRequest("Images with destination_type 'volume' need to have a non-zero size specified");
    volumeId = createVolume(call, { ...common, imageRef: one.uuid ?? null }).id;
  } else volumeId = createVolume(call, common).id;
  call.site.cinder.volumes.patch(volumeId, one.source_type === "volume" ? { status: "reserved" } : {});
  void name;
  return {
    volumeId,
    device: one.device_name ?? `/dev/vd${letter(index)}`,
    tag: one.tag ?? null,
    deleteOnTermination: one.delete_on_termination ?? false,
    boot: one.boot_index === 0,
  };
}

function findOrRefuse(call: Call, id: string) {
  try {
    return findVolume(call, id);
  } catch (error) {
    if (error instanceof ApiError)
      throw badRequest(`Block Device Mapping is Invalid: failed to get volume ${id}.`);
    throw error;
  }
}

/** Plugs in the named ports, and makes one in each named network. Returns those it made. */
function plugIn(call: Call, serverId: string, asked: Asked): string[] {
  const groups = groupIds(call, asked.security_groups);
  const wanted =
    asked.networks === "none" ? [] : Array.isArray(asked.networks) ? asked.networks : automatic(call);
  const own: string[] = [];
  for (const one of wanted) {
    if (one.port !== undefined) {
      const port = refuseAs400(
        () => findNeutron(call, portKind, one.port ?? ""),
        `Port id ${one.port} could not be found.`,
      );
      if (port.device_id !== "") throw new ApiError(409, `Port ${port.id} is still in use.`);
      call.site.neutron.ports.put({
        ...port,
        device_id: serverId,
        device_owner: "compute:nova",
        status: "ACTIVE",
      });
      continue;
    }
    const found = refuseAs400(
      () => findNeutron(call, networkKind, one.uuid ?? ""),
      `Network ${one.uuid ?? ""} could not be found.`,
    );
    const made = refuseAs400(
      () =>
        makePort(call, {
          network_id: found.id,
          device_id: serverId,
          device_owner: "compute:nova",
          ...(one.fixed_ip === undefined ? {} : { fixed_ips: [{ ip_address: one.fixed_ip }] }),
          ...(groups === null || !found.port_security_enabled ? {} : { security_groups: groups }),
        }),
      `Fixed IP address ${one.fixed_ip ?? ""} is already in use on instance.`,
    );
    own.push(made.id);
  }
  return own;
}

function automatic(call: Call): z.output<typeof network>[] {
  const mine = call.site.neutron.networks
    .all()
    .filter((one) => one.project_id === call.projectId && !one["router:external"]);
  if (mine.length > 1)
    throw new ApiError(409, "Multiple possible networks found, use a Network ID to be more specific.");
  return mine.map((one) => ({ uuid: one.id }));
}

function groupIds(call: Call, asked: { name: string }[] | undefined): string[] | null {
  if (asked === undefined) return null;
  return asked.map(({ name }) => {
    if (name === "default") return defaultGroup(call, call.projectId).id;
    const mine = call.site.neutron.securityGroups
      .all()
      .find((one) => one.project_id === call.projectId && (one.name === name || one.id === name));
    if (mine === undefined) throw badRequest(`Unable to find security_group with name or id '${name}'`);
    return findNeutron(call, securityGroupKind, mine.id).id;
  });
}

function refuseAs400<T>(work: () => T, message: string): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ApiError) throw badRequest(error.status === 409 ? message : error.message);
    throw error;
  }
}
