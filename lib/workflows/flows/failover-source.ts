import { selectWorkCheckpoint } from "@/lib/db/checkpoints";
import { selectWorkPlan } from "@/lib/db/plan-work";
import { selectWorkRun } from "@/lib/db/runs";
import { AppError } from "@/lib/domain/errors";
import type { FailoverRunInput } from "@/lib/domain/failover";
import { awaitStarted, awaitStopped, startServer, stopServer } from "@/lib/protection/restore/attachments";
import type { FlowRun } from "../flow";
import { startCheckpoint } from "../start";
import { contextOf } from "./restore-context";

type Servers = { serverId: string; name: string }[];

/** Shuts the source's servers down, one after the other in the order given, so that the last point misses nothing. */
export async function quietSource(run: FlowRun, { quiet, sourceSiteId }: FailoverRunInput): Promise<void> {
  // The source is the target of what is done there.
  const context = contextOf(run, atSource(run, sourceSiteId));
  for (const { serverId, name } of quiet) {
    const on = { serverId, serverName: name, title: name, expectedMs: null };
    await stopServer(context, { do: "stop-server", key: `stop:${serverId}`, ...on });
    await awaitStopped(context, { do: "await-stopped", key: `stopped:${serverId}`, ...on });
  }
}

/** Gives the source's servers back to their users. */
export async function wakeSource(run: FlowRun, servers: Servers, sourceSiteId: string): Promise<void> {
  // The source is the target of what is done there.
  const context = contextOf(run, atSource(run, sourceSiteId));
  for (const { serverId, name } of servers) {
    const on = { serverId, serverName: name, title: name, expectedMs: null };
    await startServer(context, { do: "start-server", key: `start:${serverId}`, ...on });
    await awaitStarted(context, { do: "await-started", key: `started:${serverId}`, ...on });
  }
}

function atSource(run: FlowRun, siteId: string) {
  return { planId: run.row.planId ?? "", sourceSiteId: siteId, targetSiteId: siteId };
}

/** A checkpoint of the quiet source: nothing is written after it. Answers with its id once it can be restored elsewhere. */
export async function takeLastPoint(run: FlowRun, { planId }: FailoverRunInput): Promise<string> {
  const { checkpointId, runId } = await run.step("last-point", async () => {
    const plan = await selectWorkPlan(planId);
    if (!plan) throw new AppError("not-found", "The plan is not known any more.");
    const actor = { userId: run.row.requestedById, userName: run.row.requestedBy };
    return startCheckpoint({ plan, trigger: "failover", slotAt: null, once: [run.id, String(run.row.attempt)], actor });
  });
  return run.waitFor("last-point-whole", () => whole(runId, checkpointId), {
    everySeconds: 2,
    timeoutSeconds: 4 * 3600,
  });
}

async function whole(runId: string, checkpointId: string): Promise<string | null> {
  const [run, point] = await Promise.all([selectWorkRun(runId), selectWorkCheckpoint(checkpointId)]);
  if (run?.state === "succeeded" && point?.state === "usable") return checkpointId;
  if (run && ["pending", "running", "waiting", "cancelling"].includes(run.state)) return null;
  throw new AppError("conflict", "The last checkpoint did not become whole.", {
    safe: "The source is shut down and unchanged; earlier checkpoints are kept.",
    remedy: "Look at the checkpoint's run, then try again; or undo the failover, which starts the source again.",
  });
}
