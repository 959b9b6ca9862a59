import { z } from "zod";
import { route } from "@/lib/server/route";
import { sessionsOf } from "@/lib/server/settings/queries";

export const GET = route("project:read", z.object({}), (_query, actor) => sessionsOf(actor));
