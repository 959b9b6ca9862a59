import { db, inTransaction, type Tx } from "./client";
import { seal, unseal } from "./seal";

/** What a writer needs of the bank's row; nobody else writes until the lease ends. */
export type BankLease = { key: string; writer: string; generation: number; known: number | null };

type Leasing = {
  planId: string;
  siteId: string;
  /** Whoever asks again under the same name goes on with its own lease. */
  by: string;
  /** Used when the plan has no bank yet. */
  newKey: string;
  now: Date;
  until: Date;
};

/** Null: somebody else is writing. A plan that has another recovery site now has its bank there, with the same key. */
export function leaseBank({ planId, siteId, by, newKey, now, until }: Leasing): Promise<BankLease | null> {
  return inTransaction(async (tx) => {
    await tx.bank.createMany({
      data: [{ planId, siteId, keySealed: seal(newKey, "bank-key") }],
      skipDuplicates: true,
    });
    const { count } = await tx.bank.updateMany({
      where: { planId, OR: [{ leasedUntil: null }, { leasedUntil: { lt: now } }, { leasedBy: by }] },
      data: { leasedBy: by, leasedUntil: until, triedAt: now, generation: { increment: 1 } },
    });
    if (count === 0) return null;
    await tx.bank.updateMany({
      where: { planId, siteId: { not: siteId } },
      data: { siteId, known: null, fingerprint: null, writtenAt: null, place: "" },
    });
    const row = await tx.bank.findUniqueOrThrow({ where: { planId } });
    const { writer, generation, known } = row;
    return { key: unseal(row.keySealed, "bank-key"), writer, generation, known };
  });
}

type Written = {
  planId: string;
  place: string;
  generation: number;
  /** Null: not all of it is as it should be, and it is tried again. */
  fingerprint: string | null;
  problem: string | null;
  at: Date;
};

export async function markBankWritten({ planId, generation, at, ...said }: Written): Promise<void> {
  await db().bank.update({
    where: { planId },
    data: { ...said, known: generation, writtenAt: at, leasedBy: null, leasedUntil: null },
    select: { planId: true },
  });
}

export async function markBankFailed(planId: string, problem: string): Promise<void> {
  await db().bank.update({
    where: { planId },
    data: { problem, leasedBy: null, leasedUntil: null },
    select: { planId: true },
  });
}

export type BankRow = {
  siteId: string;
  place: string;
  keyShownAt: Date | null;
  generation: number;
  writtenAt: Date | null;
  triedAt: Date | null;
  problem: string | null;
};

/** Null: nothing was ever written for this plan. The caller has checked whose plan it is. */
export function selectBank(planId: string): Promise<BankRow | null> {
  return db().bank.findUnique({
    where: { planId },
    select: {
      siteId: true,
      place: true,
      keyShownAt: true,
      generation: true,
      writtenAt: true,
      triedAt: true,
      problem: true,
    },
  });
}

/** The key, to the first who asks; null when it was shown before, or there is no bank. */
export async function takeBankKey(tx: Tx, planId: string, at: Date): Promise<string | null> {
  const { count } = await tx.bank.updateMany({ where: { planId, keyShownAt: null }, data: { keyShownAt: at } });
  if (count === 0) return null;
  const { keySealed } = await tx.bank.findUniqueOrThrow({ where: { planId }, select: { keySealed: true } });
  return unseal(keySealed, "bank-key");
}
