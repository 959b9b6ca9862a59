import { countOf } from "@/lib/domain/format";
import { AppError } from "@/lib/domain/errors";
import type { SavedServer } from "@/lib/domain/manifest-resources";
import type { RestoreContext } from "./context";

type Restored = { servers: { id: string; name: string; saved: SavedServer }[]; volumes: string[] };

/** Asks for everything once more; answers with what a person should know. Nothing is called restored before it was read. */
export async function readBack(context: RestoreContext, { servers, volumes }: Restored): Promise<string[]> {
  const cloud = await context.target();
  const notes: string[] = [];
  for (const id of volumes) {
    const volume = await cloud.cinder.volumes.find(id);
    if (!volume || volume.status.startsWith("error"))
      throw new AppError(
        "refused",
        `Volume ${volume?.name ?? id} is ${volume?.status ?? "gone"} at the end of the restore.`,
        { safe: "The backups are unchanged.", remedy: "Look at the volume, then try again." },
      );
  }
  for (const { id, name, saved } of servers) {
    const server = await cloud.nova.servers.find(id);
    if (server?.status !== "ACTIVE")
      throw new AppError("refused", `${name} is ${server?.status ?? "gone"} at the end of the restore.`, {
        safe: "Its volumes are kept.",
        remedy: "Look at the server, then try again.",
      });
    const attached = server["os-extended-volumes:volumes_attached"].length;
    if (attached < saved.attachments.length)
      notes.push(`${name} has ${attached} of its ${countOf(saved.attachments.length, "volume")}.`);
    for (const { address } of saved.floatingIps)
      notes.push(
        `Floating IP ${address} of ${saved.ref.name} was not moved: associate it when the restored server shall answer there.`,
      );
    if (saved.userData === null && saved.configDrive)
      notes.push(`${name}: its user data could not be read when the checkpoint was taken and is not set.`);
  }
  return notes;
}
