import { account, type Account } from "@/lib/domain/account";
import { LIVE_RUN_STATES } from "@/lib/domain/run";
import { db, type Tx } from "./client";
import { seal, unseal } from "./seal";

export type CredentialOrigin = "made" | "given";
export type NewCredential = {
  planId: string;
  cloudId: string;
  projectId: string;
  userId: string;
  userName: string;
  remoteId: string;
  secret: string;
  origin: CredentialOrigin;
  /** Whether the cloud holds it to its access rules. */
  restricted: boolean;
  problem: string | null;
  expiresAt: Date | null;
};

/** A plan has one credential; a new one takes the old one's place. */
export async function upsertCredential(tx: Tx, { planId, secret, ...values }: NewCredential, at: Date): Promise<void> {
  const data = {
    ...values,
    secretSealed: seal(JSON.stringify(secret), "credential"),
    state: "active",
    createdAt: at,
    checkedAt: at,
  };
  await tx.credential.upsert({
    where: { planId },
    create: { planId, ...data },
    update: data,
    select: { planId: true },
  });
}

/** The login by which the plan's scheduled work is done; null when it has none. Lost or not, the cloud decides. */
export async function selectCredentialAccount(planId: string): Promise<Account | null> {
  const row = await db().credential.findUnique({ where: { planId }, select: { remoteId: true, secretSealed: true } });
  if (!row?.secretSealed) return null;
  const secret: unknown = JSON.parse(unseal(row.secretSealed, "credential"));
  return account.parse({ kind: "applicationCredential", id: row.remoteId, secret });
}

/** Whose it is and how Keystone calls it. */
const identitySelect = {
  planId: true,
  cloudId: true,
  projectId: true,
  userId: true,
  userName: true,
  remoteId: true,
  origin: true,
  restricted: true,
} as const;

export function selectCredential(planId: string) {
  return db().credential.findUnique({
    where: { planId },
    select: {
      ...identitySelect,
      state: true,
      problem: true,
      createdAt: true,
      checkedAt: true,
      expiresAt: true,
    },
  });
}

/** The cloud took it just now. */
export async function markCredentialActive(planId: string, at: Date): Promise<void> {
  await db().credential.updateMany({ where: { planId }, data: { state: "active", checkedAt: at } });
}

/** The cloud refused it. True when that is news, and so worth an audit row. */
export async function markCredentialLost(planId: string, problem: string, at: Date): Promise<boolean> {
  const { count } = await db().credential.updateMany({
    where: { planId, state: { not: "lost" } },
    data: { state: "lost", problem, checkedAt: at },
  });
  return count > 0;
}

/** Of deleted plans of which nothing is left that needs it: no checkpoint and no run. */
export function selectRetiredCredentials(limit: number) {
  const holding = { goneAt: null, state: { in: ["pending", "running", "usable", "partial", "expiring"] } };
  return db().credential.findMany({
    where: {
      plan: {
        deletedAt: { not: null },
        // What other sites have of them is removed with it too, after the checkpoint itself.
        checkpoints: { none: { OR: [holding, { copies: { some: { goneAt: null } } }] } },
        runs: { none: { state: { in: [...LIVE_RUN_STATES] } } },
      },
    },
    orderBy: { createdAt: "asc" },
    take: limit,
    select: {
      ...identitySelect,
      plan: { select: { name: true, projectName: true, siteId: true } },
    },
  });
}

/** Forgets the secret for good: the plan is gone, or another credential took its place. */
export async function deleteCredential(tx: Tx, planId: string): Promise<void> {
  await tx.credential.deleteMany({ where: { planId } });
}
