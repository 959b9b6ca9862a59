import { isDatabaseLost } from "@/lib/db/database-loss";
import { log } from "@/lib/log";

/**
 * Without its database a worker can remember nothing, and another may hold its work: it ends at once, as if it
 * had been killed, and is started again. Anything else would be guessing.
 */
export async function exitWhenDatabaseIsLost(error: unknown): Promise<void> {
  if (!isDatabaseLost(error)) return;
  log.fatal({ err: error }, "the database is gone: this worker ends");
  process.exit(70);
}
