import { z } from "zod";
import { failoverOf } from "@/lib/server/failover/queries";
import { route } from "@/lib/server/route";

export const GET = route("project:read", z.object({ failoverId: z.string().max(64) }), ({ failoverId }, actor) =>
  failoverOf(actor, failoverId),
);
