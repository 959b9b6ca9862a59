import { countOf, plural } from "./format";
import type { CheckResult, RestoreInput } from "./restore";
import { imageAt, volumeOf } from "./restore-facts";
import type { RestoreSource, SourceVolume } from "./restore-source";
import type { TargetFacts } from "./restore-target";

type Found = { blocked: string[]; warnings: string[] };

/** Whether the bytes are there and whole, and whether each volume can be made or overwritten. */
export function volumeChecks(input: RestoreInput, source: RestoreSource, target: TargetFacts): CheckResult[] {
  if (input.volumes.length === 0) return [];
  const volumes = input.volumes.map((item) => volumeOf(source, item.capturedId));
  const checks = [copiesCheck(volumes, source, target)];
  const byRecord = volumes.filter((volume) => !hasImage(volume, source, target));
  if (target.siteId !== source.siteId && byRecord.length > 0) checks.push(importCheck(byRecord, target));
  const placement = placementCheck(input, source, target);
  const inPlace = inPlaceCheck(input, source, target);
  return [...checks, ...(placement ? [placement] : []), ...(inPlace ? [inPlace] : [])];
}

/** It was sent to the target as an image: no backup is asked for. */
function hasImage({ capturedId }: SourceVolume, source: RestoreSource, { siteId }: TargetFacts): boolean {
  return siteId !== source.siteId && imageAt(source, capturedId, siteId) !== null;
}

function copiesCheck(volumes: SourceVolume[], source: RestoreSource, target: TargetFacts): CheckResult {
  const { blocked, warnings } = volumes.reduce<Found>((found, volume) => inspectChain(found, volume, source, target), {
    blocked: [],
    warnings: [],
  });
  const common = { key: "copies", title: "Copies are whole" };
  if (blocked.length > 0)
    return {
      ...common,
      verdict: "blocked",
      detail: blocked.join(" "),
      remedy: "Choose another checkpoint, or leave these volumes out.",
    };
  if (warnings.length > 0)
    return {
      ...common,
      verdict: "warning",
      detail: warnings.join(" "),
      remedy: "The run waits until they are free.",
    };
  return { ...common, verdict: "passed", detail: wholeWords(volumes, source, target), remedy: null };
}

function wholeWords(volumes: SourceVolume[], source: RestoreSource, target: TargetFacts): string {
  const chains = volumes.filter((volume) => !hasImage(volume, source, target));
  const images = volumes.length - chains.length;
  const links = chains.reduce((total, volume) => total + volume.chain.length, 0);
  const words = [
    ...(chains.length > 0 ? [`${countOf(links, "backup")} in ${countOf(chains.length, "chain")}`] : []),
    ...(images > 0 ? [countOf(images, "image")] : []),
  ];
  return `${words.join(" and ")}, all there.`;
}

function inspectChain(
  { blocked, warnings }: Found,
  volume: SourceVolume,
  source: RestoreSource,
  target: TargetFacts,
): Found {
  if (hasImage(volume, source, target)) return { blocked, warnings };
  if (volume.chain.length === 0)
    return { blocked: [...blocked, `${volume.name} has no copy in this checkpoint.`], warnings };
  const gone = volume.chain.filter((link) => !link.available);
  if (gone.length > 0)
    return {
      blocked: [
        ...blocked,
        `${volume.name}: ${gone.length} of the ${countOf(volume.chain.length, "backup")} of its chain ${plural(gone.length, "is", "are")} gone.`,
      ],
      warnings,
    };
  if (target.siteId !== source.siteId) return { blocked, warnings };
  const states = volume.chain.map((link) => target.backups[link.backupId] ?? "missing");
  const broken = states.filter((state) => state === "missing" || state === "error" || state === "deleting");
  if (broken.length > 0)
    return {
      blocked: [...blocked, `${volume.name}: Cinder says ${broken.join(", ")} for a backup that its chain needs.`],
      warnings,
    };
  const busy = states.at(-1) !== "available";
  return {
    blocked,
    warnings: busy ? [...warnings, `The backup of ${volume.name} is ${states.at(-1)} now.`] : warnings,
  };
}

function importCheck(volumes: SourceVolume[], { siteName, imports, backups }: TargetFacts): CheckResult {
  const common = { key: "import", title: `Readable at ${siteName}` };
  const blocked = (detail: string, remedy: string): CheckResult => ({
    ...common,
    verdict: "blocked",
    detail,
    remedy,
  });
  if (!imports.sameCloud)
    return blocked(
      `${siteName} belongs to another cloud, where this project does not exist.`,
      "Choose a site of the same cloud.",
    );
  if (!imports.sharedStore)
    return blocked(
      `${siteName} does not read the store that holds these backups.`,
      "Choose a site with the same backup store; an administrator sets it on the site's page.",
    );
  const links = volumes.flatMap((volume) => volume.chain.map((link) => ({ link, volume })));
  const absent = links.filter(({ link }) => backups[link.backupId] === undefined);
  if (absent.length === 0)
    return { ...common, verdict: "passed", detail: "All records are known there already.", remedy: null };
  if (!imports.targetAccount)
    return blocked(
      `${siteName} has no service account, and only an administrator may import backup records.`,
      "Ask an administrator to register the site's service account.",
    );
  const unrecorded = absent.filter(({ link }) => !link.hasRecord);
  if (unrecorded.length > 0 && !imports.sourceAccount) {
    const names = [...new Set(unrecorded.map(({ volume }) => volume.name))].join(", ");
    return blocked(
      `No record was kept of the backups of ${names}, and the site that made them cannot export it now.`,
      "Choose a checkpoint whose records were kept, or restore at the site that made it.",
    );
  }
  return {
    ...common,
    verdict: "passed",
    detail: `${countOf(absent.length, "record")} will be imported into this project; records are never deleted with what is restored.`,
    remedy: null,
  };
}

function placementCheck(
  input: RestoreInput,
  source: RestoreSource,
  { options, siteName }: TargetFacts,
): CheckResult | null {
  const items = input.volumes.flatMap((item) => (item.how === "beside" ? [item] : []));
  if (items.length === 0) return null;
  const types = new Set(options.volumeTypes.map((type) => type.name));
  const zones = new Set(options.zones.volume);
  const problems = items.flatMap(({ capturedId, volumeType, zone }) => {
    const { name } = volumeOf(source, capturedId);
    return [
      ...(volumeType !== null && !types.has(volumeType) ? [`${name}: no volume type ${volumeType}.`] : []),
      ...(zone !== null && !zones.has(zone) ? [`${name}: no availability zone ${zone}.`] : []),
    ];
  });
  const common = { key: "placement", title: "Volume types and zones" };
  if (problems.length > 0)
    return {
      ...common,
      verdict: "blocked",
      detail: problems.join(" "),
      remedy: `Choose what ${siteName} has.`,
    };
  return { ...common, verdict: "passed", detail: `All exist at ${siteName}.`, remedy: null };
}

function inPlaceCheck(input: RestoreInput, source: RestoreSource, { live, siteId }: TargetFacts): CheckResult | null {
  const items = input.volumes.filter((item) => item.how !== "beside");
  if (items.length === 0) return null;
  const common = { key: "in-place", title: "Originals can be replaced" };
  if (siteId !== source.siteId)
    return {
      ...common,
      verdict: "blocked",
      detail: "In place is possible only at the site that holds the originals.",
      remedy: "Restore beside, or choose that site.",
    };
  const problems = items.flatMap(({ capturedId, how }) => {
    const volume = volumeOf(source, capturedId);
    const now = live.find((one) => one.volumeId === volume.volumeId);
    if (!now) return [`${volume.name} does not exist any more.`];
    if (now.attachment?.boot) return [`${now.attachment.serverName} boots from ${volume.name}: it cannot be detached.`];
    if (now.sizeGiB < volume.sizeGiB && how === "into")
      return [`${volume.name} has ${now.sizeGiB} GiB now, the checkpoint needs ${volume.sizeGiB} GiB.`];
    if (how === "swap" && !now.attachment)
      return [`${volume.name} is attached to no server: there is nothing to swap.`];
    if (!["available", "in-use"].includes(now.status)) return [`${volume.name} is ${now.status} now.`];
    return [];
  });
  if (problems.length > 0)
    return {
      ...common,
      verdict: "blocked",
      detail: problems.join(" "),
      remedy: "Restore these beside the originals.",
    };
  const stopped = [...new Set(live.flatMap((one) => (one.attachment?.running ? [one.attachment.serverName] : [])))];
  if (stopped.length > 0)
    return {
      ...common,
      verdict: "warning",
      detail: `${stopped.join(", ")} will be shut down meanwhile and started again.`,
      remedy: "Restore beside to leave the servers running.",
    };
  return { ...common, verdict: "passed", detail: "No running server is touched.", remedy: null };
}
