import "server-only";
import { isAllowed } from "@/lib/domain/permissions";
import { requireActor } from "../session";

/** Whether the page may offer changes; every action asks again. */
export async function canWrite(): Promise<boolean> {
  return isAllowed(await requireActor("project:read"), "project:write");
}
