import { formatDuration, countOf } from "./format";
import type { Readiness } from "./recovery-page";
import type { CheckResult } from "./restore";

export type ReadinessFacts = {
  now: Date;
  siteName: string;
  /** Null: the site answered. */
  siteProblem: string | null;
  credential: { usable: boolean; problem: string | null } | null;
  /** Capture time of the newest point that needs nothing of its own site. */
  offsiteAt: Date | null;
  rpoMinutes: number;
  /** Null: not known, because the site did not answer. */
  gaps: CheckResult[] | null;
  order: { waves: number; servers: number } | { problem: string };
  /** What a restore of everything there would be told; see restore-checks. */
  restore: CheckResult[];
};

/** Checks of a restore that are judged here in the words of a recovery. */
const OWN = new Set(["choice", "credential"]);

/** Everything that must hold for the plan to come up at its recovery site, each with what mends it. */
export function judgeReadiness(facts: ReadinessFacts): Readiness {
  const checks = [
    siteCheck(facts),
    facts.credential ? credentialCheck(facts.siteName, facts.credential) : null,
    offsiteCheck(facts),
    facts.gaps ? mappingCheck(facts.gaps) : null,
    orderCheck(facts),
    ...facts.restore.filter(({ key }) => !OWN.has(key)),
  ].filter((check): check is CheckResult => check !== null);
  return stamped(checks, facts.now);
}

/** What there is to say before anything can be judged. */
export function notReady(check: Omit<CheckResult, "verdict">, now: Date): Readiness {
  return stamped([{ ...check, verdict: "blocked" }], now);
}

function stamped(checks: CheckResult[], now: Date): Readiness {
  const checkedAt = now.toISOString();
  const has = (verdict: CheckResult["verdict"]) => checks.some((check) => check.verdict === verdict);
  return {
    verdict: has("blocked") ? "blocked" : has("warning") ? "warning" : "passed",
    checks: checks.map((check) => ({ ...check, checkedAt })),
    checkedAt,
  };
}

function siteCheck({ siteName, siteProblem }: ReadinessFacts): CheckResult {
  const common = { key: "site", title: `${siteName} answers` };
  if (siteProblem === null)
    return { ...common, verdict: "passed", detail: "Its services were asked just now.", remedy: null };
  return {
    ...common,
    verdict: "blocked",
    detail: `${siteProblem} Mappings, quota and copies could not be checked.`,
    remedy: "Look at the site's page, or tell its administrator.",
  };
}

function credentialCheck(
  siteName: string,
  { usable, problem }: { usable: boolean; problem: string | null },
): CheckResult {
  const common = { key: "credential", title: `Credential at ${siteName}` };
  if (usable) return { ...common, verdict: "passed", detail: "The plan's own is accepted there.", remedy: null };
  return {
    ...common,
    verdict: "blocked",
    detail: problem ?? "The plan's own is not accepted there.",
    remedy: "Renew the credential on the plan's page.",
  };
}

function offsiteCheck({ offsiteAt, rpoMinutes, now, siteName }: ReadinessFacts): CheckResult {
  const common = { key: "offsite", title: "Newest point offsite" };
  if (offsiteAt === null)
    return {
      ...common,
      verdict: "blocked",
      detail: `No checkpoint can be restored at ${siteName} without the source.`,
      remedy: "Take a checkpoint, and see in its run why its copies are not offsite.",
    };
  const age = now.getTime() - offsiteAt.getTime();
  const against = `${formatDuration(age)} old; ${formatDuration(rpoMinutes * 60_000)} may be lost.`;
  if (age <= rpoMinutes * 60_000) return { ...common, verdict: "passed", detail: against, remedy: null };
  return {
    ...common,
    verdict: "warning",
    detail: against,
    remedy: "Take a checkpoint, or have them taken more often.",
  };
}

function mappingCheck(gaps: CheckResult[]): CheckResult {
  const common = { key: "mappings", title: "Mappings" };
  if (gaps.length === 0)
    return { ...common, verdict: "passed", detail: "Everything of the source has its counterpart.", remedy: null };
  return {
    ...common,
    verdict: "blocked",
    detail: `${countOf(gaps.length, "gap")}: ${gaps.map(({ title, detail }) => `${title}: ${detail}`).join(" ")}`,
    remedy: "Choose what is marked among the mappings.",
  };
}

function orderCheck({ order }: ReadinessFacts): CheckResult {
  const common = { key: "order", title: "Order" };
  if ("problem" in order)
    return {
      ...common,
      verdict: "blocked",
      detail: order.problem,
      remedy: "Take one of these out of what another comes after.",
    };
  const detail =
    order.servers === 0
      ? "The checkpoint holds no server."
      : `${countOf(order.servers, "server")} in ${countOf(order.waves, "wave")}, no circle.`;
  return { ...common, verdict: "passed", detail, remedy: null };
}
