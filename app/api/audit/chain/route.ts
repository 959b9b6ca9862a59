import { z } from "zod";
import { checkChain } from "@/lib/server/audit-log/queries";
import { route } from "@/lib/server/route";

export const GET = route("project:read", z.object({}), () => checkChain());
