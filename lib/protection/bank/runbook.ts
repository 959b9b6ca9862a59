import type { BankText } from "@/lib/domain/bank";
import type { BankContent } from "@/lib/domain/bank-content";
import { AppError } from "@/lib/domain/errors";
import { resolveMappings } from "@/lib/domain/mapping-proposal";
import { orderOf } from "@/lib/domain/recovery-order";
import { NO_SETTINGS } from "@/lib/domain/recovery-settings";
import { runbookOf, type Runbook } from "@/lib/domain/runbook";
import { runbookPoint } from "@/lib/domain/runbook-facts";
import { runbookHtml } from "@/lib/domain/runbook-html";
import { runbookMarkdown } from "@/lib/domain/runbook-markdown";
import type { Cloud } from "@/lib/openstack/cloud";
import { readOptions } from "../restore/target-facts";

/** The runbook of a plan, for what its recovery site offers now; null: there is no checkpoint to bring up yet. */
export async function makeRunbook(cloud: Cloud, content: BankContent): Promise<Runbook | null> {
  const { plan, recovery } = content;
  const point = runbookPoint(content);
  if (!point) return null;
  const target = plan.sites.find(({ id }) => id === cloud.site.id);
  if (!target) throw new AppError("conflict", `${cloud.site.name} is not the plan's recovery site any more.`);
  const settings = recovery?.settings ?? NO_SETTINGS;
  const { source } = point;
  const options = await readOptions(cloud);
  const { resolved, gaps } = resolveMappings({ source, settings, options, targetSiteName: target.name });
  return runbookOf({
    ...point,
    planName: plan.name,
    projectName: plan.projectName,
    sourceSite: source.siteName,
    target,
    resolved,
    gaps,
    order: orderOf(source, settings),
  });
}

export function runbookTexts(runbook: Runbook): BankText[] {
  return [
    { kind: "runbook", stem: "runbook", extension: "md", text: runbookMarkdown(runbook) },
    { kind: "runbook", stem: "runbook", extension: "html", text: runbookHtml(runbook) },
  ];
}
