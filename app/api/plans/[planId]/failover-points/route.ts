import { z } from "zod";
import { instant } from "@/lib/domain/json";
import { failoverPointsOf } from "@/lib/server/failover/queries";
import { route } from "@/lib/server/route";

const query = z.object({ planId: z.string().max(64), impactAt: instant.nullable().default(null) });

export const GET = route("project:read", query, (asked, actor) => failoverPointsOf(actor, asked));
