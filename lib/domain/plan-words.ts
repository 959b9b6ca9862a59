import { countOf } from "./format";
import type { Consistency, Objective, OffsiteWay, Retention, Rung, Selection } from "./plan";
import type { ResourceKind } from "./resource";

/** The screen's words for the kinds. */
export const KIND_WORDS: Record<ResourceKind, { one: string; many: string }> = {
  "OS::Nova::Server": { one: "server", many: "servers" },
  "OS::Cinder::Volume": { one: "volume", many: "volumes" },
  "OS::Glance::Image": { one: "image", many: "images" },
  "OS::Neutron::Network": { one: "network", many: "networks" },
};

export const RUNG_WORDS: Record<Rung, string> = {
  local: "a copy at its own site",
  offsite: "a copy that the recovery site can read",
  verified: "a verified copy",
};

export const OFFSITE_WAY_WORDS: Record<OffsiteWay, string> = {
  "shared-store": "both sites read one backup store",
  "image-transfer": "volumes are sent as images",
};

export const CONSISTENCY_WORDS: Record<Consistency, string> = {
  crash: "crash-consistent",
  filesystem: "filesystem-consistent",
  application: "application-consistent",
};

/** "2 servers and 1 volume" */
export function countWords(counts: readonly { kind: ResourceKind; count: number }[]): string {
  const parts = counts
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => countOf(count, KIND_WORDS[kind].one, KIND_WORDS[kind].many));
  return parts.length === 0 ? "nothing" : listWords(parts);
}

/** "a", "a and b", "a, b and c" */
export function listWords(parts: readonly string[]): string {
  if (parts.length < 2) return parts[0] ?? "";
  return `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`;
}

/** The plan's choice of resources: what it names, or the rule by which it takes them. */
export function selectionWords(selection: Selection): string {
  switch (selection.by) {
    case "fixed":
      return countOf(selection.resources.length, "named resource");
    case "metadata":
      return `rule metadata ${selection.key}=${selection.value}`;
    case "tag":
      return `rule tag ${selection.tag}`;
    case "server-group":
      return `rule server group ${selection.name || selection.groupId}`;
    case "stack":
      return `rule stack ${selection.name || selection.stackId}`;
    case "project":
      return `rule all ${listWords(selection.kinds.map((kind) => KIND_WORDS[kind].many))} of the project`;
  }
}

const TIERS = ["hourly", "daily", "weekly", "monthly"] as const;

/** "the last 3, 7 daily and 4 weekly; none older than 90 days" */
export function retentionWords(retention: Retention): string {
  const tiers = TIERS.filter((tier) => retention[tier] > 0).map((tier) => `${retention[tier]} ${tier}`);
  const last = retention.last > 0 ? [retention.last === 1 ? "the newest" : `the last ${retention.last}`] : [];
  const kept = listWords([...last, ...tiers]);
  const age = retention.maxAgeDays === null ? "" : `none older than ${countOf(retention.maxAgeDays, "day")}`;
  if (kept === "") return age === "" ? "the newest usable one only" : `all of them; ${age}`;
  return age === "" ? kept : `${kept}; ${age}`;
}

/** Minutes as a person says them: "45 min", "4 h", "26 h 30 min", "7 d". */
export function minutesWords(minutes: number): string {
  if (minutes < 120 && minutes % 60 !== 0) return `${minutes} min`;
  if (minutes >= 2880 && minutes % 1440 === 0) return `${minutes / 1440} d`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest > 0 ? ` ${rest} min` : ""}`;
}

/** "at most 90 min of data lost, back within 4 h, kept 99 % of the time" */
export function promiseWords({ rpoMinutes, rtoMinutes, targetPercent, rung }: Objective): string {
  return `at most ${minutesWords(rpoMinutes)} of data lost, back within ${minutesWords(rtoMinutes)}, kept ${targetPercent} % of the time, counted by ${RUNG_WORDS[rung]}`;
}

export function fullEveryWords(fullEvery: number): string {
  if (fullEvery === 1) return "every copy is full";
  return `a full copy with every ${ordinal(fullEvery)} checkpoint, incremental between`;
}

function ordinal(n: number): string {
  const tens = n % 100;
  const suffix = tens >= 11 && tens <= 13 ? "th" : (["th", "st", "nd", "rd"][n % 10] ?? "th");
  return `${n}${suffix}`;
}
