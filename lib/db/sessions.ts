import { z } from "zod";
import type { Prisma } from "@/generated/prisma/client";
import { db, type Tx } from "./client";
import { seal, unseal } from "./seal";

/** What a session can open the cloud with; sealed at rest. */
const secret = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("token"), token: z.string(), userDomain: z.string() }),
  z.object({ kind: z.literal("applicationCredential"), id: z.string(), secret: z.string() }),
]);
export type SessionSecret = z.infer<typeof secret>;

const sessionSelect = {
  id: true,
  cloudId: true,
  userId: true,
  userName: true,
  projectId: true,
  projectName: true,
  roles: true,
  tokenExpiresAt: true,
  lastSeenAt: true,
  createdAt: true,
  endsAt: true,
  endedAt: true,
} satisfies Prisma.SessionSelect;
/** A session without its secret. */
export type SessionRow = Prisma.SessionGetPayload<{ select: typeof sessionSelect }> & { method: SessionMethod };
export type SessionMethod = "password" | "application-credential";

export type NewSession = Omit<SessionRow, "lastSeenAt" | "createdAt" | "endedAt"> & {
  address: string;
  userAgent: string;
  secret: SessionSecret;
};

export async function insertSession(tx: Tx, { secret: opened, ...values }: NewSession): Promise<void> {
  await tx.session.create({
    data: { ...values, secretSealed: seal(JSON.stringify(opened), "session") },
    select: { id: true },
  });
}

export async function selectSession(id: string): Promise<SessionRow | null> {
  const row = await db().session.findUnique({ where: { id }, select: { ...sessionSelect, method: true } });
  return row && { ...row, method: row.method === "password" ? "password" : "application-credential" };
}

export async function selectSessionSecret(id: string): Promise<SessionSecret | null> {
  const row = await db().session.findUnique({ where: { id }, select: { secretSealed: true } });
  if (!row?.secretSealed) return null;
  return secret.parse(JSON.parse(unseal(row.secretSealed, "session")));
}

export async function touchSession(id: string, at: Date): Promise<void> {
  await db().session.updateMany({ where: { id, endedAt: null }, data: { lastSeenAt: at } });
}

/** Ends a session and forgets its secret. False when it had ended before. */
export async function endSession(tx: Tx, id: string, at: Date): Promise<boolean> {
  const { count } = await tx.session.updateMany({
    where: { id, endedAt: null },
    data: { endedAt: at, secretSealed: "" },
  });
  return count > 0;
}

/** Removes what nobody can use any more; kept for a while so that a late request is told why. */
export async function deleteSessionsEndedBefore(at: Date): Promise<number> {
  const { count } = await db().session.deleteMany({ where: { OR: [{ endedAt: { lt: at } }, { endsAt: { lt: at } }] } });
  return count;
}
