import type { ImportOutcome } from "@/lib/db/bank-import";
import type { BankProblem } from "@/lib/domain/bank";

type Facts = {
  name: string;
  /** ISO, UTC. */
  writtenAt: string;
  outcome: ImportOutcome;
  credential: string | null;
  problems: BankProblem[];
  tookMs: number;
};

const PLAN: Record<ImportOutcome["plan"], string> = {
  added: "was added. It is paused: resume it when its site is back, or after a failover.",
  updated: "was brought up to date.",
  kept: "is known here as it is in the bank, or newer, and stays.",
};

/** What was recovered, in words for who waits for it. */
export function report({ name, writtenAt, outcome, credential, problems, tookMs }: Facts): string {
  const { added, updated, kept } = outcome.checkpoints;
  return [
    `The bank of ${name} was written at ${writtenAt} (UTC).`,
    `The plan ${PLAN[outcome.plan]}`,
    ...(outcome.sitesAdded.length > 0 ? [`Sites added: ${outcome.sitesAdded.join(", ")}.`] : []),
    `Checkpoints: ${added} added, ${updated} brought up to date, ${kept} kept as they are.`,
    `Failovers and drills added: ${outcome.failovers}.`,
    ...(credential ? [credential] : []),
    ...(problems.length > 0 ? [`Could not be read (${problems.length}):`] : ["Everything in the bank could be read."]),
    ...problems.map(({ object, reason }) => `  ${object}: ${reason}`),
    `It took ${(tookMs / 1000).toFixed(1)} s.`,
  ].join("\n");
}
