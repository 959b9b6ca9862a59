import { selectBankContent } from "@/lib/db/bank-export";
import { selectStaleBanks } from "@/lib/db/bank-changes";
import { leaseBank, markBankFailed, markBankWritten, type BankLease } from "@/lib/db/banks";
import { selectWorkPlan, type WorkPlan } from "@/lib/db/plan-work";
import type { BankText } from "@/lib/domain/bank";
import type { BankContent } from "@/lib/domain/bank-content";
import { log } from "@/lib/log";
import type { Cloud } from "@/lib/openstack/cloud";
import { openBank } from "@/lib/protection/bank/open-bank";
import { newBankKey, parseBankKey } from "@/lib/protection/bank/seal";
import { makeRunbook, runbookTexts } from "@/lib/protection/bank/runbook";
import { textsOf } from "@/lib/protection/bank/texts";
import { writeBank } from "@/lib/protection/bank/write";
import { env } from "@/lib/env";
import { planCloud } from "./cloud";
import { failureOf } from "./failure";

const LEASE_MS = 10 * 60_000;
const RETRY_MS = 5 * 60_000;
const PAGE = 20;

/**
 * Writes what is known of a plan to its bank, and answers in words. What goes wrong is the bank's problem and stands on
 * the plan; nothing else fails by it.
 */
export async function writePlanBank(planId: string, by: string): Promise<string> {
  const plan = await selectWorkPlan(planId);
  const siteId = plan?.recoverySiteId;
  if (!plan || !siteId || plan.deletedAt) return "The plan has no recovery site: there is no bank.";
  const now = new Date();
  const until = new Date(now.getTime() + LEASE_MS);
  const lease = await leaseBank({ planId, siteId, by, newKey: newBankKey(), now, until });
  if (!lease) return "The bank is being written just now; it is brought up to date afterwards.";
  try {
    return await write({ plan, siteId, lease, at: now });
  } catch (error) {
    const problem = failureOf(error)?.cause.message ?? "Breakwater failed in a way that it did not foresee.";
    await markBankFailed(planId, problem);
    log.warn({ planId, siteId, err: error }, "a bank could not be written");
    return `The bank could not be written: ${problem}`;
  }
}

type Writing = { plan: WorkPlan; siteId: string; lease: BankLease; at: Date };

async function write({ plan, siteId, lease, at }: Writing): Promise<string> {
  const { id: planId, projectId } = plan;
  const cloud = await planCloud({ planId, siteId, projectId });
  const store = await openBank(cloud, planId);
  const { fingerprint, ...content } = await selectBankContent(planId, at);
  const runbook = await freshRunbook(cloud, content);
  const { objects, put } = await writeBank(store, {
    ...lease,
    planId,
    key: parseBankKey(lease.key),
    texts: [...textsOf(content), ...runbook.texts],
    carry: runbook.problem === null ? [] : ["runbook"],
    at,
  });
  const { generation } = lease;
  const { problem } = runbook;
  // Without a fingerprint it is tried again soon.
  const tells = problem === null ? fingerprint : null;
  await markBankWritten({ planId, place: store.where, generation, fingerprint: tells, problem, at: new Date() });
  return `${objects} objects, ${put} of them new, in the ${store.where}`;
}

/** The site may hold objects and yet not say what it offers: then the last runbook stays. */
async function freshRunbook(
  cloud: Cloud,
  content: BankContent,
): Promise<{ texts: BankText[]; problem: string | null }> {
  try {
    const runbook = await makeRunbook(cloud, content);
    return { texts: runbook ? runbookTexts(runbook) : [], problem: null };
  } catch (error) {
    const failure = failureOf(error);
    if (!failure) throw error;
    return { texts: [], problem: `The runbook could not be brought up to date: ${failure.cause.message}` };
  }
}

/** After changes of plans, of their recovery settings, and of what a failover made of them. */
export async function writeStaleBanks(now: Date): Promise<void> {
  const retryBefore = new Date(now.getTime() - RETRY_MS);
  for (const planId of await selectStaleBanks({ retryBefore, limit: PAGE }))
    await writePlanBank(planId, `sweep of ${env().workerId}`);
}
