import { z } from "zod";
import { route } from "@/lib/server/route";
import { getSite } from "@/lib/server/sites/queries";

export const GET = route("admin:read", z.object({ siteId: z.string().min(1).max(64) }), ({ siteId }) =>
  getSite(siteId),
);
