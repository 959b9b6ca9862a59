import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient, type Prisma } from "@/generated/prisma/client";
import { env } from "@/lib/env";

export type Db = PrismaClient;
/** What database functions take: the client itself, or a transaction of it. */
export type Tx = Prisma.TransactionClient;

const shared = globalThis as unknown as { breakwaterDb?: PrismaClient };

/** One pool a process, also when development reloads modules. */
export function db(): Db {
  return (shared.breakwaterDb ??= new PrismaClient({
    adapter: new PrismaPg({ connectionString: env().databaseUrl, max: 10 }),
  }));
}

/** Runs `work` in one transaction: all of it is written, or nothing. */
export function inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return db().$transaction(work, { timeout: 15_000, maxWait: 10_000 });
}

/** Closes the pool; for tests and an orderly end. */
export async function closeDb(): Promise<void> {
  await shared.breakwaterDb?.$disconnect();
  shared.breakwaterDb = undefined;
}
