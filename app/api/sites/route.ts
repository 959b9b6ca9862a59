import { z } from "zod";
import { route } from "@/lib/server/route";
import { listSites } from "@/lib/server/sites/queries";

export const GET = route("admin:read", z.object({}), listSites);
