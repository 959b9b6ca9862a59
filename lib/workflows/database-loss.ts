import { log } from "@/lib/log";

const LOST =
  /ECONNREFUSED|ECONNRESET|EPIPE|Connection terminated|Can't reach database|Server has closed the connection|terminating connection|the database system is (starting|shutting)|57P0[123]|08006|08003/i;

/** Whether an error says that PostgreSQL is not there, and not that a query was wrong. */
export function isDatabaseLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const fromDatabase = error.name.startsWith("Prisma") || error.name.startsWith("DriverAdapter") || "severity" in error;
  return fromDatabase && LOST.test(`${error.message} ${"code" in error ? String(error.code) : ""}`);
}

/**
 * Without its database a worker can remember nothing, and another may hold its work: it ends at once, as if it
 * had been killed, and is started again. Anything else would be guessing.
 */
export async function exitWhenDatabaseIsLost(error: unknown): Promise<void> {
  if (!isDatabaseLost(error)) return;
  log.fatal({ err: error }, "the database is gone: this worker ends");
  process.exit(70);
}
