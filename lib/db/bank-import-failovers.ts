import type { BankContent } from "@/lib/domain/bank-content";
import type { BankFailover } from "@/lib/domain/bank-failover";
import { LIVE_RUN_STATES, type Cause } from "@/lib/domain/run";
import type { Tx } from "./client";
import { required, stored } from "./stored";

const LOST: Cause = {
  message: "The Breakwater that carried this run out was lost.",
  safe: "What it had made is in the list of what this run made.",
  remedy: "Look at both sites, then fail over again, or remove what it made.",
  service: null,
  status: null,
  requestId: null,
};
const LIVE = new Set<string>(LIVE_RUN_STATES);

/** Answers how many were added. Nobody carries a run on whose Breakwater is lost: one that lived then has failed. */
export async function importFailovers(
  tx: Tx,
  { plan, failovers }: BankContent,
  { keep, now }: { keep: boolean; now: Date },
): Promise<number> {
  let added = 0;
  for (const failover of failovers) {
    const here = await tx.failover.findUnique({ where: { id: failover.id }, select: { id: true } });
    if (here && keep) continue;
    await importOne(tx, plan.id, ended(failover, now));
    if (!here) added += 1;
  }
  return added;
}

async function importOne(tx: Tx, planId: string, failover: BankFailover): Promise<void> {
  const { run, steps, decisions, created, successors, sourceTasks, ...columns } = failover;
  const { id } = failover;
  const runRow = {
    ...run,
    planId,
    input: required(run.input),
    result: stored(run.result),
    cause: stored(run.cause),
  };
  await tx.run.upsert({ where: { id }, create: { id, ...runRow }, update: runRow });
  const row = { ...columns, planId, successors: required(successors), sourceTasks: required(sourceTasks) };
  await tx.failover.upsert({ where: { id }, create: row, update: row });
  for (const { cause, result, ...step } of steps) {
    const data = { ...step, runId: id, cause: stored(cause), result: stored(result) };
    await tx.step.upsert({ where: { id: step.id }, create: data, update: data });
  }
  await tx.decision.createMany({ data: decisions.map((one) => ({ ...one, runId: id })), skipDuplicates: true });
  const place = { runId: id, cloudId: run.cloudId, projectId: run.projectId };
  for (const one of created) {
    const data = { ...one, ...place };
    await tx.created.upsert({ where: { id: one.id }, create: data, update: data });
  }
}

function ended(failover: BankFailover, now: Date): BankFailover {
  const { run, steps } = failover;
  if (!LIVE.has(run.state)) return failover;
  const at = now.toISOString();
  return {
    ...failover,
    workload: ["preparing", "starting"].includes(failover.workload) ? "failed" : failover.workload,
    run: { ...run, state: "failed", cause: LOST, endedAt: at },
    steps: steps.map((step) =>
      ["pending", "running", "waiting"].includes(step.state) ? { ...step, state: "cancelled", endedAt: at } : step,
    ),
  };
}
