const LOST =
  /ECONNREFUSED|ECONNRESET|EPIPE|Connection terminated|Can't reach database|Server has closed the connection|terminating connection|the database system is (starting|shutting)|57P0[123]|08006|08003/i;

/** Whether an error says that PostgreSQL is not there, and not that a query was wrong. */
export function isDatabaseLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const fromDatabase = error.name.startsWith("Prisma") || error.name.startsWith("DriverAdapter") || "severity" in error;
  return fromDatabase && LOST.test(`${error.message} ${"code" in error ? String(error.code) : ""}`);
}
