import { oldServer, type OldServer } from "@/lib/domain/old-ports";
import { db } from "./client";

/** The old servers that gave up their ports for this failover, and what they held. */
export async function selectGivenUp(runId: string): Promise<OldServer[]> {
  const steps = await db().step.findMany({
    where: { runId, key: { startsWith: "old-ports:" }, state: "done" },
    orderBy: { position: "asc" },
    select: { result: true },
  });
  return steps.map(({ result }) => oldServer.parse(result)).filter(({ ports }) => ports.length > 0);
}
