import { checkpointRef } from "@/lib/domain/checkpoint-page";
import { checkpointOf } from "@/lib/server/checkpoints/queries";
import { route } from "@/lib/server/route";

export const GET = route("project:read", checkpointRef, ({ checkpointId }, actor) => checkpointOf(actor, checkpointId));
