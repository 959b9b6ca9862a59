import { z } from "zod";
import { route } from "@/lib/server/route";
import { runOf } from "@/lib/server/runs/queries";

export const GET = route("project:read", z.object({ runId: z.string().max(64) }), ({ runId }, actor) =>
  runOf(actor, runId),
);
