import { z } from "zod";
import { overviewOf } from "@/lib/server/overview/queries";
import { route } from "@/lib/server/route";

export const GET = route("project:read", z.object({}), (_query, actor) => overviewOf(actor));
