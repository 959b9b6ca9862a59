import type { CheckResult, RestoreInput } from "./restore";
import { volumeChecks } from "./restore-checks-volumes";
import { serverChecks } from "./restore-checks-servers";
import type { RestoreSource } from "./restore-source";
import { serverOf, volumeOf } from "./restore-facts";
import type { Allowance, TargetFacts } from "./restore-target";

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

/** Bytes of images are read at the site that holds them: nothing else has them. */
function imageCheck(input: RestoreInput, source: RestoreSource, { siteId, imports }: TargetFacts): CheckResult | null {
  const alone = source.images.filter((image) => input.images.some((one) => one.capturedId === image.capturedId));
  const moved =
    siteId === source.siteId
      ? []
      : input.servers.map((one) => serverOf(source, one.capturedId)).filter((server) => server.bootsFrom === "image");
  if (alone.length + moved.length === 0) return null;
  const common = { key: "images", title: "Images" };
  const gone = alone.filter((image) => !image.available);
  if (gone.length > 0)
    return {
      ...common,
      verdict: "blocked",
      detail: `The copy of ${gone.map((image) => image.name).join(", ")} is gone.`,
      remedy: "Choose another checkpoint, or leave it out.",
    };
  if (!imports.sourceReachable)
    return {
      ...common,
      verdict: "blocked",
      detail: `${[...alone, ...moved].map(({ name }) => name).join(", ")}: the image is at ${source.siteName}, which does not answer.`,
      remedy: "Leave these out, or wait until that site is back; volumes do not need it.",
    };
  return { ...common, verdict: "passed", detail: `Copied from ${source.siteName}.`, remedy: null };
}

type Need = { label: string; unit: string; wanted: number; allowance: Allowance };

function quotaCheck(
  input: RestoreInput,
  source: RestoreSource,
  { quota, siteName, siteId, options }: TargetFacts,
): CheckResult {
  const fresh = input.volumes.filter((item) => item.how !== "into").map((item) => volumeOf(source, item.capturedId));
  const imported =
    siteId === source.siteId ? [] : input.volumes.flatMap((item) => volumeOf(source, item.capturedId).chain);
  const servers = input.servers.map((item) => ({
    item,
    server: serverOf(source, item.capturedId),
    flavor: options.flavors.find((flavor) => flavor.id === item.flavorId),
  }));
  const needs: Need[] = [
    { label: "volumes", unit: "", wanted: fresh.length, allowance: quota.volumes },
    {
      label: "volume storage",
      unit: " GiB",
      wanted: sum(fresh.map((volume) => volume.sizeGiB)),
      allowance: quota.gigabytes,
    },
    {
      label: "backups",
      unit: "",
      wanted: new Set(imported.map((link) => link.backupId)).size,
      allowance: quota.backups,
    },
    { label: "servers", unit: "", wanted: servers.length, allowance: quota.instances },
    {
      label: "cores",
      unit: "",
      wanted: sum(servers.map(({ server, flavor }) => (flavor ?? server.flavor).vcpus)),
      allowance: quota.cores,
    },
    {
      label: "memory",
      unit: " MiB",
      wanted: sum(servers.map(({ server, flavor }) => (flavor ?? server.flavor).ramMiB)),
      allowance: quota.ramMiB,
    },
    {
      label: "ports",
      unit: "",
      wanted: sum(
        servers.map(({ item, server }) => server.ports.filter((port) => item.networks[port.networkId]).length),
      ),
      allowance: quota.ports,
    },
  ];
  const asked = needs.filter((need) => need.wanted > 0);
  const short = asked.filter(
    ({ allowance, wanted }) => allowance.limit >= 0 && allowance.used + wanted > allowance.limit,
  );
  const common = { key: "quota", title: `Quota at ${siteName}` };
  if (short.length > 0)
    return {
      ...common,
      verdict: "blocked",
      detail: sentence(short.map(missing)),
      remedy: "Restore less, remove what is not needed, or ask the administrator for more quota.",
    };
  if (asked.length === 0) return { ...common, verdict: "passed", detail: "Nothing new is made.", remedy: null };
  return {
    ...common,
    verdict: "passed",
    detail: `Free for ${asked.map(({ label, unit, wanted }) => `${wanted}${unit || ` ${label}`}${unit ? ` of ${label}` : ""}`).join(", ")}.`,
    remedy: null,
  };
}

function missing({ label, unit, wanted, allowance }: Need): string {
  return `${wanted}${unit} of ${label} wanted, ${Math.max(0, allowance.limit - allowance.used)}${unit} free`;
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

function sentence(parts: string[]): string {
  const text = parts.join("; ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
