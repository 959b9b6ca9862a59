import { dryRunQuery } from "@/lib/domain/recovery-page";
import { dryRunOf } from "@/lib/server/recovery-settings/dry-run";
import { route } from "@/lib/server/route";

/** Every step of a recovery with its call; nothing is changed. */
export const GET = route("project:read", dryRunQuery, (wish, actor) => dryRunOf(actor, wish));
