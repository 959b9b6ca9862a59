import { AppError } from "@/lib/domain/errors";
import { log } from "@/lib/log";
import { isOpenStackError } from "@/lib/openstack/error";

/**
 * Does what is left to do for each thing; what fails is tried again with the next round, because its site may be
 * away, or a credential lost. A site that does not answer is asked once, not once for each of its things.
 */
export async function tidyAtSites<Thing extends { siteId: string }>(
  things: Thing[],
  tidy: (thing: Thing) => Promise<void>,
): Promise<void> {
  const away = new Set<string>();
  for (const thing of things) {
    if (away.has(thing.siteId)) continue;
    try {
      await tidy(thing);
    } catch (error) {
      if (!isOpenStackError(error) && !(error instanceof AppError)) throw error;
      if (isOpenStackError(error, "unavailable", "timeout")) away.add(thing.siteId);
      log.info({ thing, reason: error.message }, "something that is left could not be removed yet");
    }
  }
}
