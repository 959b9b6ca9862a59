import { BREAKWATER_ACTOR, insertAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/client";
import { selectFailover, selectWithSourceTasks, updateFailover, type FailoverRow } from "@/lib/db/failovers";
import { selectWorkPlan } from "@/lib/db/plan-work";
import type { SourceTask } from "@/lib/domain/failover";
import { tidyAtSites } from "./at-sites";
import { planCloud } from "./cloud";

/**
 * What a source still needs after a disaster, done as soon as its site answers: its servers must not run beside their
 * successors. Whoever does so twice does no harm.
 */
export async function doSourceTasks(): Promise<void> {
  const failovers = await selectWithSourceTasks();
  await tidyAtSites(
    failovers.map((failover) => ({ id: failover.id, siteId: failover.fromSiteId })),
    async ({ id }) => {
      const failover = await selectFailover(id);
      for (const task of failover?.sourceTasks ?? [])
        if (failover && task.state === "due") await perform(failover, task);
    },
  );
}

async function perform(failover: FailoverRow, task: SourceTask): Promise<void> {
  const { nova } = await planCloud({ planId: failover.planId, siteId: failover.fromSiteId });
  const server = await nova.servers.find(task.serverId);
  if (server && server.status !== "SHUTOFF") {
    await nova.servers.stop(server.id);
    return; // The next round sees whether it did.
  }
  await note(failover, { ...task, state: server ? "done" : "gone", at: new Date().toISOString() });
}

async function note({ id, planId }: FailoverRow, done: SourceTask): Promise<void> {
  const plan = await selectWorkPlan(planId);
  await inTransaction(async (tx) => {
    const now = await selectFailover(id, tx);
    if (!now || !plan) return;
    await updateFailover(tx, id, {
      sourceTasks: now.sourceTasks.map((task) => (task.key === done.key ? done : task)),
    });
    await insertAudit(tx, {
      actor: BREAKWATER_ACTOR,
      scope: plan,
      action: "source.fence",
      object: { kind: "server", id: done.serverId, name: done.name },
      result: "done",
      after: { failoverId: id, state: done.state },
    });
  });
}
