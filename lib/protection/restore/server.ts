import { AppError } from "@/lib/domain/errors";
import type { SavedServer } from "@/lib/domain/manifest-resources";
import type { StepOf } from "@/lib/domain/restore-steps";
import type { RestoreInput } from "@/lib/domain/restore";
import type { BlockDevice, NewServer } from "@/lib/openstack/nova/servers";
import type { Cloud } from "@/lib/openstack/cloud";
import { withoutOwnKeys, type RestoreContext } from "./context";

const SERVER = "OS::Nova::Server";
export type ServerParts = {
  saved: SavedServer;
  choice: RestoreInput["servers"][number];
  portIds: string[];
  /** Captured volume id → the volume that this run made of it. */
  volumes: Map<string, string>;
  imageId: string | null;
  keyName: string | null;
  groupId: string | null;
};

/** Creates the server once all it stands on is free to be used; answers with its id. */
export function createServer(
  context: RestoreContext,
  step: StepOf<"create-server">,
  parts: ServerParts,
): Promise<string> {
  const tag = context.run.tag(step.key);
  const { choice } = parts;
  return context.run.waitFor(
    step.key,
    async () => {
      const cloud = await context.target();
      const known = await cloud.nova.servers.findByTag(tag);
      // A failed one of an earlier attempt goes before a new one is made.
      if (known && known.status === "ERROR") return removed(context, cloud, known.id);
      const id =
        known?.id ??
        ((await allFree(cloud, parts)) ? (await cloud.nova.servers.create(inputFor(parts, tag))).id : null);
      if (id)
        await context.run.note({
          siteId: context.targetSiteId,
          kind: SERVER,
          resourceId: id,
          name: choice.name,
          tag,
        });
      return id;
    },
    { everySeconds: 3, timeoutSeconds: 10 * 60 },
  );
}

/** Waits until the server runs with everything attached; a failed one is removed, so that a retry makes a new one. */
export function awaitServer(context: RestoreContext, step: StepOf<"await-server">, serverId: string): Promise<string> {
  return context.run.waitFor(
    step.key,
    async () => {
      const cloud = await context.target();
      const server = await cloud.nova.servers.find(serverId);
      if (server?.status === "ACTIVE") return server.id;
      if (server && server.status !== "ERROR") return null;
      const why = server?.fault?.message;
      if (server) await removed(context, cloud, server.id);
      await context.forget([`server:${step.capturedId}`]);
      throw new AppError(
        "refused",
        server
          ? `Nova could not start ${step.name}${why ? `: ${why}` : ""}`
          : `${step.name} was removed before it ran.`,
        {
          safe: "Its restored volumes and ports are kept; the originals are unchanged.",
          remedy: "Look at the reason, then try again from the step that creates the server.",
        },
      );
    },
    { everySeconds: 5, timeoutSeconds: 20 * 60 },
  );
}

async function removed(context: RestoreContext, cloud: Cloud, serverId: string): Promise<null> {
  await cloud.nova.servers.remove(serverId);
  await context.removed({ siteId: context.targetSiteId, kind: SERVER, resourceId: serverId });
  return null;
}

/** After a failed attempt Nova lets go of volumes only after a while. */
async function allFree(cloud: Cloud, { volumes, saved }: ServerParts): Promise<boolean> {
  const ids = saved.attachments.flatMap(({ volumeId }) => volumes.get(volumeId) ?? []);
  const states = await Promise.all(ids.map((id) => cloud.cinder.volumes.get(id)));
  return states.every((volume) => volume.status === "available");
}

function inputFor({ saved, choice, portIds, volumes, imageId, keyName, groupId }: ServerParts, tag: string): NewServer {
  return {
    name: choice.name,
    flavorRef: choice.flavorId ?? saved.flavor.id ?? "",
    ...(saved.description ? { description: saved.description } : {}),
    ...(saved.hostname && choice.name === saved.ref.name ? { hostname: saved.hostname } : {}),
    ...(choice.zone ? { availability_zone: choice.zone } : {}),
    ...(keyName ? { key_name: keyName } : {}),
    ...(saved.userData ? { user_data: saved.userData } : {}),
    ...(saved.configDrive ? { config_drive: true } : {}),
    ...(groupId ? { group: groupId } : {}),
    ...(imageId ? { imageRef: imageId } : {}),
    metadata: withoutOwnKeys(saved.metadata),
    tags: saved.tags.filter((one) => !one.startsWith("bw-")),
    networks: portIds.length > 0 ? portIds.map((port) => ({ port })) : "none",
    block_device_mapping_v2: devices({ saved, volumes, imageId }),
    tag,
  };
}

/** Boot disk first, then the volumes in the order of their devices. They are never deleted together with the server. */
function devices({ saved, volumes, imageId }: Pick<ServerParts, "saved" | "volumes" | "imageId">): BlockDevice[] {
  const ordered = [...saved.attachments].sort(
    (a, b) => Number(b.boot) - Number(a.boot) || (a.device ?? "").localeCompare(b.device ?? ""),
  );
  const attached = ordered.flatMap(({ volumeId, boot, device, tag }): BlockDevice[] => {
    const uuid = volumes.get(volumeId);
    if (!uuid) return [];
    return [
      {
        uuid,
        source_type: "volume",
        destination_type: "volume",
        boot_index: boot && !imageId ? 0 : -1,
        delete_on_termination: false,
        ...(device ? { device_name: device } : {}),
        ...(tag ? { tag } : {}),
      },
    ];
  });
  const image: BlockDevice[] = imageId
    ? [
        {
          uuid: imageId,
          source_type: "image",
          destination_type: "local",
          boot_index: 0,
          delete_on_termination: true,
        },
      ]
    : [];
  return [...image, ...attached];
}
