import { z } from "zod";
import { optionsOf } from "@/lib/server/recovery/queries";
import { route } from "@/lib/server/route";

/** What a site offers for the choices of a restore. */
export const GET = route("project:read", z.object({ siteId: z.string().min(1).max(64) }), ({ siteId }, actor) =>
  optionsOf(actor, siteId),
);
