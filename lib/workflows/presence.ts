import pg from "pg";
import { log } from "@/lib/log";
import { APPLICATION_VERSION, ENGINE_SCHEMA } from "./queues";

const WORKERS = "breakwater-worker";
const LAUNCH = "breakwater-launch";
const WAIT_MS = 15_000;
const LAUNCH_WAIT_MS = 60_000;
const SWEEP_MS = 2_000;
const INTERNAL_QUEUE = "_dbos_internal_queue";

export type Presence = {
  workerId: string;
  leave: () => Promise<void>;
  takeOver: () => void;
  /** Does what two workers must not do at once. */
  alone: <T>(work: () => Promise<T>) => Promise<T>;
};

/**
 * A worker is alive while its connection holds the lock on its id: PostgreSQL lets go of it the moment the
 * process dies. Throws when another live process keeps the id for longer than 15 seconds.
 */
export async function enter(workerId: string, databaseUrl: string): Promise<Presence> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: `breakwater ${workerId}`,
    keepAlive: true,
  });
  await client.connect();
  let leaving = false;
  const lost = (reason: string) => {
    if (leaving) return;
    // Another worker may already do our work: not one more step.
    log.fatal({ workerId, reason }, "the connection that holds this worker's lock is lost: it ends");
    process.exit(70);
  };
  client.on("error", (error) => lost(error.message));
  client.on("end", () => lost("closed"));
  if (!(await hold(client, [WORKERS, workerId], WAIT_MS)))
    throw new Error(`Another live worker is called ${workerId}: give this one another BREAKWATER_WORKER_ID`);
  let timer: NodeJS.Timeout | undefined;
  return {
    workerId,
    takeOver: () => {
      timer = setInterval(
        () =>
          void takeOverDead(client, workerId).catch((error: Error) =>
            log.warn({ err: error }, "looking for dead workers failed"),
          ),
        SWEEP_MS,
      );
    },
    alone: (work) => alone(client, work),
    leave: async () => {
      leaving = true;
      clearInterval(timer);
      await client.end();
    },
  };
}

async function alone<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  if (!(await hold(client, [LAUNCH, ""], LAUNCH_WAIT_MS))) throw new Error("Another worker does not come to an end");
  try {
    return await work();
  } finally {
    await unlock(client, [LAUNCH, ""]);
  }
}

type Lock = [space: string, name: string];

// Asked again and again instead of waited for within a query: an index that another makes "concurrently" would wait
// for that query to end, and neither would ever go on.
async function hold(client: pg.Client, lock: Lock, waitMs: number): Promise<boolean> {
  const until = Date.now() + waitMs;
  while (!(await tryLock(client, lock))) {
    if (Date.now() > until) return false;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return true;
}

async function tryLock(client: pg.Client, lock: Lock): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>(
    "select pg_try_advisory_lock(hashtext($1), hashtext($2)) as held",
    lock,
  );
  return rows[0]?.held === true;
}

async function unlock(client: pg.Client, lock: Lock): Promise<void> {
  await client.query("select pg_advisory_unlock(hashtext($1), hashtext($2))", lock);
}

/** Puts the work of dead workers back in line: the very update by which DBOS recovers its own (SDK 5.3.0, pinned). */
async function takeOverDead(client: pg.Client, workerId: string): Promise<void> {
  const { rows } = await client.query<{ executor_id: string }>(
    `select distinct executor_id from "${ENGINE_SCHEMA}".workflow_status where status = 'PENDING' and executor_id <> $1`,
    [workerId],
  );
  for (const { executor_id: other } of rows) {
    if (!(await tryLock(client, [WORKERS, other]))) continue;
    try {
      const { rows: taken } = await client.query<{ workflow_uuid: string }>(
        `update "${ENGINE_SCHEMA}".workflow_status
            set status = 'ENQUEUED', started_at_epoch_ms = null, owner_xid = null,
                queue_name = coalesce(queue_name, $1), updated_at = (extract(epoch from now()) * 1000)::bigint
          where status = 'PENDING' and executor_id = $2 and application_version = $3
         returning workflow_uuid`,
        [INTERNAL_QUEUE, other, APPLICATION_VERSION],
      );
      if (taken.length > 0)
        log.warn(
          { deadWorker: other, workflows: taken.map((row) => row.workflow_uuid) },
          "took over the work of a dead worker",
        );
    } finally {
      await unlock(client, [WORKERS, other]);
    }
  }
}
