import { z } from "zod";
import { route } from "@/lib/server/route";
import { runOf, watchRun } from "@/lib/server/runs/queries";
import { eventStream } from "@/lib/server/sse";

/** The run as it goes; the first event is how it stands now. */
export const GET = route("project:read", z.object({ runId: z.string().max(64) }), async ({ runId }, actor, request) => {
  // Before the stream begins, so that a run that does not exist is a 404 and not an empty stream.
  await runOf(actor, runId);
  return eventStream({
    request,
    actor,
    permission: "project:read",
    events: (signal) => asEvents(actor, runId, signal),
  });
});

async function* asEvents(...watch: Parameters<typeof watchRun>) {
  for await (const run of watchRun(...watch)) yield { event: "run", data: run };
}
