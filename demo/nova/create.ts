import { accepted, badRequest, forbidden, parse, type Answer, type Call } from "../call";
import { newSecret, newUuid } from "../ids";
import { later } from "../work";
import type { FlavorRow, ServerRow } from "./records";
import { recordAction } from "./instance-actions";
import { refuseOverQuota } from "./quotas";
import { selfLinks } from "./views";
import { createBody, type Asked } from "./server-body";
import { plugIn } from "./plug-in";
import { attach } from "./block-devices";

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
    imageId: boot !== undefined && boot.destination_type !== "local" ? null : (image?.id ?? boot?.uuid ?? null),
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
