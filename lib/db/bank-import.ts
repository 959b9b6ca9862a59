import type { BankContent, BankPlan } from "@/lib/domain/bank-content";
import { AppError } from "@/lib/domain/errors";
import { json } from "@/lib/domain/json";
import { importCheckpoints, type CheckpointCounts } from "./bank-import-checkpoints";
import { importFailovers } from "./bank-import-failovers";
import { db, type Tx } from "./client";
import { seal } from "./seal";
import { required } from "./stored";

export type Importing = {
  content: BankContent;
  /** Of the bank's state that was read. */
  generation: number;
  /** As people keep it; null: the bank was not encrypted, and what is written from now on goes into another one. */
  key: string | null;
  /** Where the bank lies, in words. */
  place: string;
  now: Date;
};

export type ImportOutcome = {
  /** kept: what is known here is as new, or newer. */
  plan: "added" | "updated" | "kept";
  sitesAdded: string[];
  checkpoints: CheckpointCounts;
  failovers: number;
};

const HOUR_MS = 3_600_000;
const PAUSED = "Recovered from its bank. Resume it when its site is back, or after a failover.";

/** Writes what a bank holds into this database, all of it or nothing. What is known here and newer stays as it is. */
export function importBank(importing: Importing): Promise<ImportOutcome> {
  // Years of checkpoints are thousands of rows.
  return db().$transaction((tx) => write(tx, importing), { timeout: HOUR_MS, maxWait: 60_000 });
}

async function write(tx: Tx, importing: Importing): Promise<ImportOutcome> {
  const { content, generation } = importing;
  const planId = content.plan.id;
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`bank-import/${planId}`}, 0))`;
  const known = await tx.bank.findUnique({ where: { planId }, select: { known: true } });
  const keep = (known?.known ?? -1) >= generation;
  const sitesAdded = await importSites(tx, content.plan);
  const plan = await importPlan(tx, content.plan, { keep, now: importing.now });
  await importPromises(tx, content.plan);
  await importRecovery(tx, content);
  const checkpoints = await importCheckpoints(tx, content, keep);
  const failovers = await importFailovers(tx, content, { keep, now: importing.now });
  await takeOver(tx, importing);
  return { plan, sitesAdded, checkpoints, failovers };
}

/** A site that is known here stays as it is described here. */
async function importSites(tx: Tx, { sites }: BankPlan): Promise<string[]> {
  const added: string[] = [];
  for (const { cloud, ...site } of sites) {
    const here = await tx.cloud.findUnique({ where: { keystoneUrl: cloud.keystoneUrl }, select: { id: true } });
    if (here && here.id !== cloud.id)
      throw new AppError("conflict", `${cloud.keystoneUrl} is known here as another cloud than in the bank.`, {
        safe: "Nothing was changed.",
        remedy: "Recover into an empty Breakwater.",
      });
    if (!here) await tx.cloud.create({ data: cloud });
    // "file": a clouds.yaml that describes the site may complete it, with its service account.
    const { count } = await tx.site.createMany({
      data: [{ ...site, cloudId: cloud.id, source: "file" }],
      skipDuplicates: true,
    });
    if (count > 0) added.push(site.name);
  }
  return added;
}

type How = { keep: boolean; now: Date };

async function importPlan(tx: Tx, plan: BankPlan, { keep, now }: How): Promise<ImportOutcome["plan"]> {
  const { objectives: _objectives, members: _members, sites: _sites, userData, ...columns } = plan;
  const sealed = Object.keys(userData).length > 0 ? seal(JSON.stringify(userData), "user-data") : null;
  const here = await tx.plan.findUnique({
    where: { id: plan.id },
    select: { cloudId: true, projectId: true, updatedAt: true },
  });
  if (!here) {
    await refuseSameName(tx, plan);
    // Its slots have passed, its credential is not in the bank, and the other Breakwater may be alive.
    const paused = { state: "paused", pausedReason: PAUSED, pausedAt: now, lastSlotAt: now };
    await tx.plan.create({ data: { ...columns, ...paused, userDataSealed: sealed } });
    return "added";
  }
  if (here.cloudId !== plan.cloudId || here.projectId !== plan.projectId)
    throw new AppError("conflict", `${plan.name} is known here as the plan of another project.`, {
      safe: "Nothing was changed.",
    });
  if (keep || here.updatedAt >= new Date(plan.updatedAt)) return "kept";
  const { state: _state, pausedReason: _reason, pausedAt: _at, lastSlotAt: _slot, ...changed } = columns;
  await tx.plan.update({ where: { id: plan.id }, data: { ...changed, userDataSealed: sealed } });
  return "updated";
}

async function refuseSameName(tx: Tx, { cloudId, projectId, name }: BankPlan): Promise<void> {
  const other = await tx.plan.findFirst({
    where: { cloudId, projectId, deletedAt: null, name: { equals: name, mode: "insensitive" } },
    select: { name: true },
  });
  if (other)
    throw new AppError("conflict", `This Breakwater has another plan named ${other.name} in the same project.`, {
      safe: "Nothing was changed.",
      remedy: "Rename that plan, then recover again.",
    });
}

/** Promises and memberships are only ever added. */
async function importPromises(tx: Tx, { id: planId, objectives, members }: BankPlan): Promise<void> {
  await tx.objective.createMany({ data: objectives.map((row) => ({ ...row, planId })), skipDuplicates: true });
  await tx.member.createMany({ data: members.map((row) => ({ ...row, planId })), skipDuplicates: true });
}

async function importRecovery(tx: Tx, { plan, recovery }: BankContent): Promise<void> {
  if (!recovery) return;
  const here = await tx.recovery.findUnique({ where: { planId: plan.id }, select: { updatedAt: true } });
  if (here && here.updatedAt >= new Date(recovery.updatedAt)) return;
  const row = { ...recovery, settings: required(json.parse(recovery.settings)) };
  await tx.recovery.upsert({ where: { planId: plan.id }, create: { planId: plan.id, ...row }, update: row });
}

/** From now on this Breakwater writes the bank; the one that wrote it before will notice. */
async function takeOver(tx: Tx, { content: { plan }, generation, key, place, now }: Importing): Promise<void> {
  if (plan.recoverySiteId === null || key === null) return;
  const here = await tx.bank.findUnique({ where: { planId: plan.id }, select: { known: true, generation: true } });
  const known = Math.max(here?.known ?? 0, generation);
  const row = { known, generation: Math.max(here?.generation ?? 0, known), place };
  await tx.bank.upsert({
    where: { planId: plan.id },
    // Who recovers from it has the key.
    create: { planId: plan.id, siteId: plan.recoverySiteId, keySealed: seal(key, "bank-key"), keyShownAt: now, ...row },
    update: { ...row, fingerprint: null, problem: null },
    select: { planId: true },
  });
}
