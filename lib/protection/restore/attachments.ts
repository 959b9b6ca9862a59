import { AppError } from "@/lib/domain/errors";
import type { StepOf } from "@/lib/domain/restore-steps";
import type { Cloud } from "@/lib/openstack/cloud";
import { isOpenStackError } from "@/lib/openstack/error";
import type { Server } from "@/lib/openstack/nova/schemas";
import type { RestoreContext } from "./context";

const PATIENCE = { everySeconds: 3, timeoutSeconds: 10 * 60 };

/** Shuts the server down the way its guest is used to; Nova cuts it off when the guest does not listen. */
export function stopServer({ run, target }: RestoreContext, step: StepOf<"stop-server">): Promise<void> {
  return run.step(step.key, async () => {
    const { nova } = await target();
    const server = standing(await nova.servers.find(step.serverId), step.serverName);
    if (server.status !== "SHUTOFF") await unlessUnderWay(nova.servers.stop(server.id));
  });
}

export function awaitStopped(context: RestoreContext, step: StepOf<"await-stopped">): Promise<string> {
  return context.run.waitFor(step.key, () => serverIs(context, step, "SHUTOFF"), PATIENCE);
}

export function startServer({ run, target }: RestoreContext, step: StepOf<"start-server">): Promise<void> {
  return run.step(step.key, async () => {
    const { nova } = await target();
    const server = standing(await nova.servers.find(step.serverId), step.serverName);
    if (server.status !== "ACTIVE") await unlessUnderWay(nova.servers.start(server.id));
  });
}

export function awaitStarted(context: RestoreContext, step: StepOf<"await-started">): Promise<string> {
  return context.run.waitFor(step.key, () => serverIs(context, step, "ACTIVE"), PATIENCE);
}

export function detachVolume({ run, target }: RestoreContext, step: StepOf<"detach-volume">): Promise<void> {
  return run.step(step.key, async () => {
    const { nova } = await target();
    const attachment = await nova.attachments.find(step.serverId, step.volumeId);
    if (attachment) await unlessUnderWay(nova.attachments.detach(step.serverId, step.volumeId));
  });
}

export function awaitDetached({ run, target }: RestoreContext, step: StepOf<"await-detached">): Promise<string> {
  const isFree = async () => {
    const { cinder } = await target();
    const volume = await cinder.volumes.get(step.volumeId);
    if (volume.status.startsWith("error"))
      throw new AppError("refused", `${volume.name ?? volume.id} is ${volume.status} after detaching.`, {
        safe: "Its content was not touched.",
        remedy: "Ask the cloud's administrator to look at the volume, then try again.",
      });
    return volume.status === "available" ? volume.id : null;
  };
  return run.waitFor(step.key, isFree, PATIENCE);
}

/** Attaches at the device where the original was; answers with the device that Nova gave. */
export function attachVolume(
  { run, target }: RestoreContext,
  step: StepOf<"attach-volume">,
  volumeId: string,
): Promise<string | null> {
  return run.step(step.key, async () => {
    const { nova } = await target();
    const known = await nova.attachments.find(step.serverId, volumeId);
    if (known) return known.device;
    const made = await nova.attachments.attach(step.serverId, {
      volumeId,
      ...(step.device ? { device: step.device } : {}),
      ...(step.deleteOnTermination ? { delete_on_termination: true } : {}),
    });
    return made.device;
  });
}

export function awaitAttached(
  { run, target }: RestoreContext,
  step: StepOf<"await-attached">,
  volumeId: string,
): Promise<string> {
  const isAttached = async () => {
    const { cinder } = await target();
    const volume = await cinder.volumes.get(volumeId);
    if (volume.status.startsWith("error"))
      throw new AppError("refused", `${volume.name ?? volume.id} is ${volume.status} after attaching.`, {
        safe: "The volume holds the checkpoint's data.",
        remedy: "Attach it by hand, or try again.",
      });
    return volume.status === "in-use" ? volume.id : null;
  };
  return run.waitFor(step.key, isAttached, PATIENCE);
}

async function serverIs(
  { target }: RestoreContext,
  { serverId, serverName }: { serverId: string; serverName: string },
  wanted: string,
): Promise<string | null> {
  const { nova }: Cloud = await target();
  const server = standing(await nova.servers.find(serverId), serverName);
  if (server.status === "ERROR")
    throw new AppError(
      "refused",
      `${serverName} is in state ERROR${server.fault ? `: ${server.fault.message}` : ""}.`,
      {
        safe: "Its volumes are untouched by this.",
        remedy: "Ask the cloud's administrator to look at the server, then try again from this step.",
      },
    );
  return server.status === wanted && !server["OS-EXT-STS:task_state"] ? server.id : null;
}

function standing(server: Server | null, name: string): Server {
  if (server) return server;
  throw new AppError("not-found", `${name} does not exist any more.`, {
    safe: "The backups are unchanged.",
    remedy: "Restore beside: new volumes are made.",
  });
}

/** A conflict here means that the very thing is being done, by an earlier attempt of ours; the wait that follows tells. */
async function unlessUnderWay(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!isOpenStackError(error, "conflict")) throw error;
  }
}
