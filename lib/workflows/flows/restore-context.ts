import { env } from "@/lib/env";
import type { RestoreContext } from "@/lib/protection/restore/context";
import { planCloud, serviceCloud } from "../cloud";
import type { FlowRun } from "../flow";

type Places = { planId: string; sourceSiteId: string; targetSiteId: string };

/** The sites between which a run works, as its plan sees them. */
export function contextOf(run: FlowRun, { planId, sourceSiteId, targetSiteId }: Places): RestoreContext {
  const { projectId } = run.row;
  const requestId = run.id;
  return {
    run,
    targetSiteId,
    target: () => planCloud({ planId, siteId: targetSiteId, requestId }),
    origin: () => planCloud({ planId, siteId: sourceSiteId, requestId }),
    service: (site) => serviceCloud({ siteId: site === "target" ? targetSiteId : sourceSiteId, projectId, requestId }),
    bytesPerSecond: env().transferBytesPerSecond,
    say: run.say,
    removed: run.removed,
    forget: run.forget,
  };
}
