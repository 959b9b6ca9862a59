import { AppError } from "@/lib/domain/errors";
import type { StepOf } from "@/lib/domain/restore-steps";
import type { Cloud } from "@/lib/openstack/cloud";
import type { Volume } from "@/lib/openstack/cinder/schemas";
import { reasonOf } from "./new-volume";
import type { RestoreContext } from "./context";

/** Marks a volume while a restore writes into it, so that a resumed run knows its own work. */
const OVERWRITE_KEY = "breakwater:overwrite";

/** Has Cinder write the backup into the existing volume. Asked twice it writes the same bytes twice. */
export function restoreInto(context: RestoreContext, step: StepOf<"restore-into">): Promise<string> {
  const tag = context.run.tag(step.key);
  return context.run.waitFor(
    step.key,
    async () => {
      const cloud = await context.target();
      const volume = existing(await cloud.cinder.volumes.find(step.volumeId));
      if (volume.status === "restoring-backup") return volume.metadata[OVERWRITE_KEY] === tag ? volume.id : null;
      if (volume.status === "error_restoring") return revive(context, volume);
      if (volume.status !== "available") return null;
      const backup = await cloud.cinder.backups.get(step.backupId);
      if (backup.status === "restoring") return null;
      await cloud.cinder.volumes.setMetadata(volume.id, { [OVERWRITE_KEY]: tag });
      await cloud.cinder.backups.restore(backup.id, { volume_id: volume.id });
      return volume.id;
    },
    { everySeconds: 5, timeoutSeconds: step.timeoutSeconds },
  );
}

/** Waits until the bytes are there; says what is lost when they are not. */
export function awaitRestored(context: RestoreContext, step: StepOf<"await-restored">): Promise<string> {
  return context.run.waitFor(
    step.key,
    async () => {
      const cloud = await context.target();
      const volume = existing(await cloud.cinder.volumes.find(step.volumeId));
      if (volume.status.startsWith("error")) throw await failed(context, { cloud, volume, step });
      if (volume.status !== "available") return null;
      await cloud.cinder.volumes.removeMetadata(volume.id, OVERWRITE_KEY);
      return volume.id;
    },
    { everySeconds: 5, timeoutSeconds: step.timeoutSeconds },
  );
}

// Only an administrator can free a volume whose restore failed; the site's service account does it for the retry.
async function revive(context: RestoreContext, volume: Volume): Promise<null> {
  const service = await context.service("target");
  if (!service) {
    throw new AppError(
      "forbidden",
      `${volume.name ?? volume.id} is error_restoring, and only an administrator can free it.`,
      {
        safe: "The backup is unchanged.",
        remedy: "Ask the administrator to reset the volume's state to available, or swap in a new volume instead.",
      },
    );
  }
  await service.cinder.volumes.resetStatus(volume.id, "available");
  return null;
}

async function failed(
  context: RestoreContext,
  { cloud, volume, step }: { cloud: Cloud; volume: Volume; step: StepOf<"await-restored"> },
): Promise<AppError> {
  const why = await reasonOf(cloud, volume.id);
  await context.forget([`overwrite:${step.capturedId}`]);
  return new AppError(
    "refused",
    `Cinder could not write the backup into ${volume.name ?? volume.id}: it ended as ${volume.status}${why ? ` (${why})` : ""}.`,
    {
      safe: "The backup is unchanged. The volume's own content must be taken for lost.",
      remedy: "Try again from this step, or swap in a new volume made from the backup.",
    },
  );
}

function existing(volume: Volume | null): Volume {
  if (volume) return volume;
  throw new AppError("not-found", "The volume that is to be overwritten does not exist any more.", {
    safe: "The backup is unchanged.",
    remedy: "Restore beside: a new volume is made.",
  });
}
