import { countOf } from "./format";
import type { CheckResult, RestoreInput } from "./restore";
import { serverOf, volumeOf } from "./restore-facts";
import type { RestoreSource } from "./restore-source";
import type { Allowance, TargetFacts } from "./restore-target";

/** So much of something, and what the project may have of it. */
type Need = { wanted: number; one: string; many?: string; allowance: Allowance };

/** Whether the project has room for all that is made. */
export function quotaCheck(input: RestoreInput, source: RestoreSource, target: TargetFacts): CheckResult {
  const needs = [...volumeNeeds(input, source, target), ...serverNeeds(input, source, target)];
  const asked = needs.filter(({ wanted }) => wanted > 0);
  const short = asked.filter(
    ({ allowance, wanted }) => allowance.limit >= 0 && allowance.used + wanted > allowance.limit,
  );
  const common = { key: "quota", title: `Quota at ${target.siteName}` };
  if (short.length > 0)
    return {
      ...common,
      verdict: "blocked",
      detail: `${short.map(shortage).join("; ")}.`,
      remedy: "Restore less, remove what is not needed, or ask the administrator for more quota.",
    };
  if (asked.length === 0) return { ...common, verdict: "passed", detail: "Nothing new is made.", remedy: null };
  return { ...common, verdict: "passed", detail: `Free for ${asked.map(amount).join(", ")}.`, remedy: null };
}

function volumeNeeds(input: RestoreInput, source: RestoreSource, { quota, siteId }: TargetFacts): Need[] {
  const fresh = input.volumes.filter((item) => item.how !== "into").map((item) => volumeOf(source, item.capturedId));
  const imported =
    siteId === source.siteId ? [] : input.volumes.flatMap((item) => volumeOf(source, item.capturedId).chain);
  const sizeGiB = sum(fresh.map((volume) => volume.sizeGiB));
  const storage = "GiB of volume storage";
  return [
    { wanted: fresh.length, one: "volume", allowance: quota.volumes },
    { wanted: sizeGiB, one: storage, many: storage, allowance: quota.gigabytes },
    { wanted: new Set(imported.map((link) => link.backupId)).size, one: "backup", allowance: quota.backups },
  ];
}

function serverNeeds(input: RestoreInput, source: RestoreSource, { quota, options }: TargetFacts): Need[] {
  const servers = input.servers.map((item) => {
    const server = serverOf(source, item.capturedId);
    const flavor = options.flavors.find(({ id }) => id === item.flavorId) ?? server.flavor;
    return { flavor, ports: server.ports.filter((port) => item.networks[port.networkId]).length };
  });
  const memory = "MiB of memory";
  return [
    { wanted: servers.length, one: "server", allowance: quota.instances },
    { wanted: sum(servers.map(({ flavor }) => flavor.vcpus)), one: "core", allowance: quota.cores },
    { wanted: sum(servers.map(({ flavor }) => flavor.ramMiB)), one: memory, many: memory, allowance: quota.ramMiB },
    { wanted: sum(servers.map(({ ports }) => ports)), one: "port", allowance: quota.ports },
  ];
}

function amount({ wanted, one, many }: Need): string {
  return countOf(wanted, one, many);
}

function shortage(need: Need): string {
  return `${amount(need)} wanted, ${Math.max(0, need.allowance.limit - need.allowance.used)} free`;
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
