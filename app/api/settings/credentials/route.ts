import { z } from "zod";
import { route } from "@/lib/server/route";
import { credentialsOfPlans } from "@/lib/server/settings/queries";

export const GET = route("project:read", z.object({}), (_query, actor) => credentialsOfPlans(actor));
