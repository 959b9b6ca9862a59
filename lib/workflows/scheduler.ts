import { BREAKWATER_ACTOR, insertAudit } from "@/lib/db/audit";
import { insertPassedOver } from "@/lib/db/checkpoints";
import { inTransaction } from "@/lib/db/client";
import { selectCredential } from "@/lib/db/credentials";
import { claimSlot, selectActivePlans, selectRetainedPlans, type WorkPlan } from "@/lib/db/plan-work";
import { selectLiveCheckpointRun } from "@/lib/db/runs";
import { AppError } from "@/lib/domain/errors";
import { dueSlot } from "@/lib/domain/schedule";
import { log } from "@/lib/log";
import { isOpenStackError } from "@/lib/openstack/error";
import { writeStaleBanks } from "./bank";
import { besides } from "./beside";
import { checkCredential } from "./credential-check";
import { endOverdueDrills } from "./drill-ends";
import { derivedId } from "./ids";
import { removeLeftovers } from "./leftovers";
import { removeRemains } from "./remains";
import { removeRetiredCredentials } from "./retired-credentials";
import { dueToExpire } from "./retention";
import { doSourceTasks } from "./source-tasks";
import { startCheckpoint, startExpire } from "./start";
import { sweepRuns } from "./sweep";

const TICK_MS = 1_000;
const HOURLY_MS = 3_600_000;
const LEFTOVERS_MS = 5 * 60_000;
const BANKS_MS = 30_000;
const SOURCES_MS = 10_000;
const PAGE = 200;
/** A slot that is older than this when it is seen was missed, and is caught up. */
const LATE_MS = 60_000;

export type Scheduler = { stop: () => void };

/** Any number of workers may run it: each slot, retention round and check is claimed once. */
export function startScheduler(): Scheduler {
  let stopped = false;
  const hourly = periodically(HOURLY_MS);
  const often = periodically(LEFTOVERS_MS);
  const banks = periodically(BANKS_MS);
  const sources = periodically(SOURCES_MS);
  const beside = besides();
  const loop = async () => {
    while (!stopped) {
      const now = new Date();
      await quietly("slots", () => runDueSlots(now));
      await quietly("sweep", () => sweepRuns(now));
      // They ask the sites, and one that hangs must not keep the plans of the others from their slots.
      if (hourly(now)) beside("hourly", () => quietly("hourly", () => runHourly(now)));
      if (sources(now)) {
        beside("sources", () => quietly("sources", doSourceTasks));
        beside("drills", () => quietly("drills", () => endOverdueDrills(now)));
      }
      if (banks(now)) beside("banks", () => quietly("banks", () => writeStaleBanks(now)));
      if (often(now)) beside("leftovers", () => tidyUp(now));
      await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    }
  };
  void loop();
  return { stop: () => (stopped = true) };
}

async function tidyUp(now: Date): Promise<void> {
  await quietly("leftovers", () => removeLeftovers(now));
  await quietly("remains", async () => void (await removeRemains()));
  await quietly("credentials", removeRetiredCredentials);
}

/** True once in each period, also in the one that is under way. */
function periodically(ms: number): (now: Date) => boolean {
  let last = -1;
  return (now) => {
    const period = Math.floor(now.getTime() / ms);
    if (period === last) return false;
    last = period;
    return true;
  };
}

/** Asks for a run of every slot that is due. */
export async function runDueSlots(now: Date): Promise<void> {
  for await (const plan of everyPlan(selectActivePlans)) {
    const due = dueSlot(plan.schedule, plan.lastSlotAt?.getTime() ?? null, now.getTime(), plan.activatedAt.getTime());
    if (due) await quietly("slot", () => runSlot(plan, { slotAt: new Date(due.slotAt), missed: due.missed, now }));
  }
}

type Slot = { slotAt: Date; missed: number; now: Date };

/** First the run, whose id follows from the slot, then the claim: dying between the two repeats nothing and loses nothing. */
async function runSlot(plan: WorkPlan, { slotAt, missed, now }: Slot): Promise<void> {
  const trigger = missed > 0 || now.getTime() - slotAt.getTime() > LATE_MS ? "catch-up" : "schedule";
  try {
    await startCheckpoint({ plan, trigger, slotAt, actor: BREAKWATER_ACTOR });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "conflict") throw error;
    await passOver(plan, slotAt, now);
  }
  await inTransaction((tx) => claimSlot(tx, plan.id, slotAt));
}

/** The checkpoint before is still being taken: the slot gets a row that says so, and no run. */
async function passOver(plan: WorkPlan, slotAt: Date, now: Date): Promise<void> {
  const id = derivedId("checkpoint", plan.id, slotAt.toISOString());
  const cause = "Passed over: the checkpoint before was still being taken.";
  const { id: planId, cloudId, projectId, siteId } = plan;
  await inTransaction(async (tx) => {
    const runId = await selectLiveCheckpointRun(tx, planId);
    if (
      !(await insertPassedOver(
        tx,
        { id, planId, cloudId, projectId, siteId, trigger: "schedule", runId, slotAt },
        cause,
        now,
      ))
    )
      return;
    await insertAudit(tx, {
      actor: BREAKWATER_ACTOR,
      scope: plan,
      action: "checkpoint.create",
      object: { kind: "checkpoint", id, name: plan.name },
      result: "refused",
      reason: cause,
      after: { slotAt: slotAt.toISOString() },
    });
  });
}

/** Retention also goes on while no checkpoints come, and after a plan was paused or deleted; lost credentials are found before they are needed. */
export async function runHourly(now: Date): Promise<void> {
  const hour = String(Math.floor(now.getTime() / HOURLY_MS));
  const away = new Set<string>();
  for await (const plan of everyPlan(selectRetainedPlans)) {
    await quietly("retention", async () => {
      if ((await dueToExpire(plan, now)).length === 0) return;
      await startExpire({
        plan,
        checkpointIds: null,
        reason: "retention",
        actor: BREAKWATER_ACTOR,
        once: ["hour", hour],
      });
    });
    if (!away.has(plan.siteId))
      await quietly("credential", () => checkNowAndThen(plan, now).catch(noteAway(away, plan.siteId)));
  }
}

/** A site that does not answer is asked once, not once for each of its plans. */
function noteAway(away: Set<string>, siteId: string): (error: unknown) => never {
  return (error) => {
    if (isOpenStackError(error, "unavailable", "timeout")) away.add(siteId);
    throw error;
  };
}

/** Another worker may have done it within the hour. */
async function checkNowAndThen(plan: WorkPlan, now: Date): Promise<void> {
  const known = await selectCredential(plan.id);
  const checkedAt = known?.checkedAt?.getTime() ?? 0;
  if (known?.state === "active" && now.getTime() - checkedAt > HOURLY_MS - LEFTOVERS_MS) await checkCredential(plan);
}

async function* everyPlan(select: typeof selectActivePlans): AsyncGenerator<WorkPlan> {
  let after: string | null = null;
  for (;;) {
    const page: WorkPlan[] = await select({ after, limit: PAGE });
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = last.id;
  }
}

/** One plan's trouble must not keep the others from their slots; the next tick tries again. */
async function quietly(what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof AppError) log.info({ what, reason: error.message }, "scheduler");
    else log.warn({ what, err: error }, "scheduler");
  }
}
