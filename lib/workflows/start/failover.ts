import { AppError } from "@/lib/domain/errors";
import {
  failoverRunInput,
  undoFailoverInput,
  type FailoverRunInput,
  type UndoFailoverInput,
} from "@/lib/domain/failover";
import { json } from "@/lib/domain/json";
import { planRemoval } from "@/lib/domain/remove-restored";
import type { AuditedActor } from "@/lib/db/audit";
import { insertFailover, selectOpenFailover, updateFailover, type NewFailover } from "@/lib/db/failovers";
import { insertSteps } from "@/lib/db/steps";
import { firstSteps, LAST_STEPS, POSITION } from "../flows/failover-steps";
import { newId } from "../ids";
import { placeOf, type PlanRef, type Started } from "./asked";
import { startPlanned } from "./restore";

type FailoverRequest = {
  plan: PlanRef;
  actor: AuditedActor;
  input: FailoverRunInput;
  declared: Pick<NewFailover, "reason" | "impactAt" | "declaredAt" | "pointAt">;
  targetName: string;
  expectedMs: number | null;
};

/** Puts a failover or a drill in line, exactly as its review showed it. Throws `conflict` while another of the plan is open. */
export function startFailover({
  plan,
  actor,
  input,
  declared,
  targetName,
  expectedMs,
}: FailoverRequest): Promise<Started> {
  const { purpose, mode, restore } = failoverRunInput.parse(input);
  const drill = purpose === "drill";
  return startPlanned(drill ? "drill" : "failover", drill ? "drill.start" : "failover.start", {
    ...placeOf(plan),
    id: newId(),
    title: drill ? `Drill of ${plan.name} at ${targetName}` : `Failover of ${plan.name} to ${targetName}`,
    targetSiteId: input.targetSiteId,
    checkpointId: restore?.checkpointId ?? null,
    input: json.parse(input),
    expectedMs,
    steps: firstSteps(input),
    actor,
    reason: declared.reason,
    also: async (tx, runId) => {
      const open = await selectOpenFailover(tx, plan.id, purpose);
      if (open) throw alreadyOpen(plan.name, drill);
      await insertSteps(tx, runId, restore?.steps ?? [], POSITION.restore);
      await insertSteps(tx, runId, LAST_STEPS, POSITION.end);
      await insertFailover(tx, {
        id: runId,
        planId: plan.id,
        purpose,
        mode,
        fromSiteId: input.sourceSiteId,
        toSiteId: input.targetSiteId,
        checkpointId: restore?.checkpointId ?? null,
        declaredBy: actor.userName,
        ...declared,
      });
    },
  });
}

type UndoRequest = { plan: PlanRef; actor: AuditedActor; input: UndoFailoverInput; drill: boolean; once?: string };

/** Puts the undoing of a failover, or the end of a drill, in line: all that it made goes, and the source starts again. */
export function startUndoFailover({ plan, actor, input, drill, once }: UndoRequest): Promise<Started> {
  const { failoverId, things, start, giveBack } = undoFailoverInput.parse(input);
  const back = giveBack.map(({ serverId, name }) => ({
    key: `give-back:${serverId}`,
    title: `Give the old ${name} its addresses back`,
    expectedMs: 5_000,
  }));
  const wake = start.flatMap(({ serverId, name }) => [
    { key: `start:${serverId}`, title: `Start ${name} again`, expectedMs: 2_000 },
    { key: `started:${serverId}`, title: `${name} runs`, expectedMs: 15_000 },
  ]);
  return startPlanned("undo-failover", drill ? "drill.end" : "failover.undo", {
    ...placeOf(plan),
    id: once ?? newId(),
    title: drill ? `End of the drill of ${plan.name}` : `Undo the failover of ${plan.name}`,
    input: json.parse(input),
    steps: [
      ...planRemoval(things),
      ...back,
      ...wake,
      { key: "undone", title: "Note that it is undone", expectedMs: 500 },
    ],
    actor,
    also: (tx) => updateFailover(tx, failoverId, { cleanup: "running" }),
  });
}

function alreadyOpen(planName: string, drill: boolean): AppError {
  return drill
    ? new AppError("conflict", `A drill of ${planName} still stands.`, {
        safe: "Nothing was started.",
        remedy: "End that drill first: its copies would meet those of a second one.",
      })
    : new AppError("conflict", `A failover of ${planName} is under way or waits for a decision.`, {
        safe: "Nothing was started.",
        remedy: "Commit or undo it first.",
      });
}
