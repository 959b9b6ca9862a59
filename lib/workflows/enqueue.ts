import { DBOSClient } from "@dbos-inc/dbos-sdk";
import { env } from "@/lib/env";
import { APPLICATION, APPLICATION_VERSION, ENGINE_SCHEMA, RUN_QUEUE, RUN_WORKFLOW, workflowId } from "./queues";

const shared = globalThis as unknown as { breakwaterEngine?: Promise<DBOSClient> };

/** Puts an attempt of a run in line. The workflow has the attempt's id: asked twice, it is there once. */
export async function enqueueRun(runId: string, attempt: number): Promise<void> {
  const client = await engineClient();
  await client.enqueue(
    {
      queueName: RUN_QUEUE,
      workflowName: RUN_WORKFLOW,
      workflowID: workflowId(runId, attempt),
      appVersion: APPLICATION_VERSION,
      applicationName: APPLICATION,
    },
    runId,
    attempt,
  );
}

/** The engine's state of an attempt; null: it was never put in line. */
export async function workflowStatus(runId: string, attempt: number): Promise<string | null> {
  const client = await engineClient();
  const status = await client.getWorkflow(workflowId(runId, attempt));
  return status?.status ?? null;
}

/** For tests and an orderly end. */
export async function closeEngineClient(): Promise<void> {
  const client = await shared.breakwaterEngine;
  shared.breakwaterEngine = undefined;
  await client?.destroy();
}

function engineClient(): Promise<DBOSClient> {
  shared.breakwaterEngine ??= DBOSClient.create({
    systemDatabaseUrl: env().databaseUrl,
    systemDatabaseSchemaName: ENGINE_SCHEMA,
    systemDatabasePoolSize: 3,
  });
  shared.breakwaterEngine.catch(() => (shared.breakwaterEngine = undefined));
  return shared.breakwaterEngine;
}
