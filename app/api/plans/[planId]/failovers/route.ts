import { z } from "zod";
import { failoversOf } from "@/lib/server/failover/queries";
import { route } from "@/lib/server/route";

export const GET = route("project:read", z.object({ planId: z.string().max(64) }), ({ planId }, actor) =>
  failoversOf(actor, planId),
);
