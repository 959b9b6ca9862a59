import type { CheckResult, RestoreInput } from "./restore";
import { quotaCheck } from "./restore-checks-quota";
import { volumeChecks } from "./restore-checks-volumes";
import { serverChecks } from "./restore-checks-servers";
import type { RestoreSource } from "./restore-source";
import { imageAt, serverOf } from "./restore-facts";
import type { TargetFacts } from "./restore-target";

/** Everything that must hold before a restore may begin, each with what to do where it does not. */
export function judgeRestore(input: RestoreInput, source: RestoreSource, target: TargetFacts): CheckResult[] {
  return [
    somethingChosen(input),
    credentialCheck(target),
    ...volumeChecks(input, source, target),
    imageCheck(input, source, target),
    quotaCheck(input, source, target),
    ...serverChecks(input, source, target),
    namesCheck(input, target),
  ].filter((check): check is CheckResult => check !== null);
}

/** Whether any check stands in the way. */
export function isBlocked(checks: CheckResult[]): boolean {
  return checks.some((check) => check.verdict === "blocked");
}

function somethingChosen(input: RestoreInput): CheckResult | null {
  const chosen = input.volumes.length + input.servers.length + input.images.length + input.networks.length;
  if (chosen > 0) return null;
  return {
    key: "choice",
    title: "Something to restore",
    verdict: "blocked",
    detail: "Nothing is chosen.",
    remedy: "Choose at least one resource of the checkpoint.",
  };
}

function credentialCheck({ credential, siteName }: TargetFacts): CheckResult {
  const common = { key: "credential", title: "Credential for the work" };
  if (credential.usable) return { ...common, verdict: "passed", detail: `Accepted at ${siteName}.`, remedy: null };
  return {
    ...common,
    verdict: "blocked",
    detail: credential.problem ?? "The plan's credential is not accepted.",
    remedy: "Renew the credential on the plan's page.",
  };
}

/** Bytes of images are read at the site that holds them: the target itself, or their own site. */
function imageCheck(input: RestoreInput, source: RestoreSource, { siteId, imports }: TargetFacts): CheckResult | null {
  const alone = source.images.filter((image) => input.images.some((one) => one.capturedId === image.capturedId));
  const moved =
    siteId === source.siteId
      ? []
      : input.servers.map((one) => serverOf(source, one.capturedId)).filter((server) => server.bootsFrom === "image");
  if (alone.length + moved.length === 0) return null;
  const common = { key: "images", title: "Images" };
  const there = ({ capturedId }: { capturedId: string }) => imageAt(source, capturedId, siteId) !== null;
  const away = [...alone, ...moved].filter((one) => !there(one));
  const gone = alone.filter((image) => !image.available && !there(image));
  if (gone.length > 0)
    return {
      ...common,
      verdict: "blocked",
      detail: `The copy of ${gone.map((image) => image.name).join(", ")} is gone.`,
      remedy: "Choose another checkpoint, or leave it out.",
    };
  if (away.length === 0) return { ...common, verdict: "passed", detail: "They are there already.", remedy: null };
  if (!imports.sourceReachable)
    return {
      ...common,
      verdict: "blocked",
      detail: `${away.map(({ name }) => name).join(", ")}: the image is at ${source.siteName}, which does not answer.`,
      remedy: "Leave these out, or wait until that site is back; volumes do not need it.",
    };
  return { ...common, verdict: "passed", detail: `Copied from ${source.siteName}.`, remedy: null };
}

function namesCheck(input: RestoreInput, { serverNames, volumeNames, siteName }: TargetFacts): CheckResult | null {
  const wanted = [
    ...input.servers.filter(({ name }) => serverNames.includes(name)).map(({ name }) => `server ${name}`),
    ...input.volumes
      .filter((item) => item.how !== "into" && volumeNames.includes(item.name))
      .map((item) => (item.how === "into" ? "" : `volume ${item.name}`)),
  ];
  if (input.servers.length + input.volumes.filter((item) => item.how !== "into").length === 0) return null;
  const common = { key: "names", title: "Names" };
  if (wanted.length === 0)
    return { ...common, verdict: "passed", detail: `None is in use at ${siteName}.`, remedy: null };
  return {
    ...common,
    verdict: "warning",
    detail: `In use at ${siteName} already: ${wanted.join(", ")}. Both will exist, told apart by their ids.`,
    remedy: "Choose other names to tell them apart.",
  };
}
