import type { Prisma } from "@/generated/prisma/client";
import {
  bankCheckpoint,
  bankHistory,
  bankPlan,
  bankRecovery,
  type BankContent,
  type BankPlan,
} from "@/lib/domain/bank-content";
import { bankFailover, type BankFailover } from "@/lib/domain/bank-failover";
import { selectFingerprint } from "./bank-changes";
import { db, type Tx } from "./client";
import { readUserData } from "./plan-writes";

const HISTORY_DAYS = 90;
const FAILOVERS = 100;
const HOLDING = ["usable", "partial", "expiring"];

/** All that the bank keeps of a plan, as it stands at one moment, and what tells this state from another. */
export function selectBankContent(planId: string, now: Date): Promise<BankContent & { fingerprint: string }> {
  return db().$transaction(
    async (tx) => {
      const fingerprint = await selectFingerprint(tx, planId);
      const plan = await planOf(tx, planId);
      const recovery = await tx.recovery.findUnique({ where: { planId } });
      return {
        fingerprint,
        plan,
        checkpoints: await checkpointsOf(tx, planId),
        recovery: recovery && bankRecovery.parse(plain(recovery)),
        failovers: await failoversOf(tx, planId),
        history: bankHistory.parse(plain({ checkpoints: await goneOf(tx, planId, now) })),
      };
    },
    { isolationLevel: "RepeatableRead", timeout: 30_000 },
  );
}

async function planOf(tx: Tx, planId: string): Promise<BankPlan> {
  const row = await tx.plan.findUniqueOrThrow({
    where: { id: planId },
    include: { objectives: { orderBy: { fromAt: "asc" } }, members: { orderBy: { joinedAt: "asc" } } },
  });
  const sites = await tx.site.findMany({
    where: { cloud: { sites: { some: { id: row.siteId } } } },
    select: siteSelect,
  });
  const there = await tx.site.findMany({ where: { id: row.recoverySiteId ?? "" }, select: siteSelect });
  const known = new Map([...sites, ...there].map((site) => [site.id, site]));
  return bankPlan.parse(plain({ ...row, userData: readUserData(row.userDataSealed), sites: [...known.values()] }));
}

const siteSelect = {
  id: true,
  name: true,
  region: true,
  interface: true,
  allowedHosts: true,
  backupStore: true,
  caCertificate: true,
  cloud: { select: { id: true, name: true, keystoneUrl: true } },
} as const satisfies Prisma.SiteSelect;

async function checkpointsOf(tx: Tx, planId: string) {
  const rows = await tx.checkpoint.findMany({
    where: { planId, goneAt: null, state: { in: HOLDING } },
    orderBy: { createdAt: "asc" },
    include: {
      captured: { orderBy: { id: "asc" } },
      copies: { where: { goneAt: null }, orderBy: { id: "asc" } },
    },
  });
  return bankCheckpoint.array().parse(plain(rows));
}

/** Only what they were: their data is gone. */
function goneOf(tx: Tx, planId: string, now: Date) {
  const since = new Date(now.getTime() - HISTORY_DAYS * 86_400_000);
  return tx.checkpoint.findMany({
    where: { planId, goneAt: { gte: since } },
    orderBy: { createdAt: "asc" },
    omit: { manifest: true, manifestSha256: true },
  });
}

async function failoversOf(tx: Tx, planId: string): Promise<BankFailover[]> {
  const rows = await tx.failover.findMany({
    where: { planId },
    orderBy: { declaredAt: "desc" },
    take: FAILOVERS,
    include: {
      run: {
        include: { steps: { orderBy: { position: "asc" } }, created: { orderBy: { id: "asc" } }, decisions: true },
      },
    },
  });
  return rows.map(({ run: { steps, created, decisions, ...run }, ...row }) =>
    bankFailover.parse(plain({ ...row, run, steps, created, decisions })),
  );
}

/** Instants become ISO texts, as they travel. */
function plain(rows: unknown): unknown {
  return JSON.parse(JSON.stringify(rows));
}
