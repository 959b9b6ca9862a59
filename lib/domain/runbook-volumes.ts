import type { SavedVolume } from "./manifest-resources";
import { mappedTo, volumesOf, type Names } from "./runbook-names";
import type { RunbookBytes, RunbookFacts } from "./runbook-facts";
import { command, make, once, option, quoted, remark } from "./runbook-shell";

const NOTHING: Pick<RunbookBytes, "chain" | "imageId"> = { chain: [], imageId: null };

/** Whether the volume's bytes come from an image at the recovery site, from backups, or from nowhere. */
function wayOf({ bytes }: RunbookFacts, volume: SavedVolume): "image" | "backup" | "none" {
  const { chain, imageId } = bytes.get(volume.ref.id) ?? NOTHING;
  return imageId ? "image" : chain.length > 0 ? "backup" : "none";
}

/** Makes every backup known at the recovery site, full ones first; what is known there is left alone. */
export function importCommands(facts: RunbookFacts): string | null {
  const links = volumesOf(facts.manifest)
    .filter((volume) => wayOf(facts, volume) === "backup")
    .flatMap((volume) => facts.bytes.get(volume.ref.id)?.chain ?? []);
  const distinct = [...new Map(links.map((link) => [link.backupId, link])).values()];
  const lines = distinct.flatMap(({ backupId, record }) => {
    const show = `openstack volume backup show ${quoted(backupId)}`;
    if (!record) return [remark(`The record of backup ${backupId} was not kept: it must be known here already.`), show];
    const bring = command(
      `openstack --os-cloud "$ADMIN_CLOUD" volume backup record import`,
      quoted(record.service),
      quoted(record.url),
    );
    return [`${show} > "$FILES/seen" 2>&1 || \\\n  ${bring}`, `wait_for available ${show}`];
  });
  return lines.length > 0 ? lines.join("\n") : null;
}

/** All volumes are asked for before any is waited for: they are filled side by side. */
export function volumeCommands(facts: RunbookFacts, names: Names): string | null {
  const volumes = volumesOf(facts.manifest).filter((volume) => wayOf(facts, volume) !== "none");
  if (volumes.length === 0) return null;
  const variable = (volume: SavedVolume) => names.volume.get(volume.ref.id) ?? "";
  const wait = (volume: SavedVolume) => `wait_for available openstack volume show "$${variable(volume)}"`;
  const filled = volumes.filter((volume) => wayOf(facts, volume) === "backup");
  return [
    ...volumes.flatMap((volume) => [remark(titleOf(volume)), create(facts, volume, variable(volume))]),
    ...volumes.map(wait),
    ...filled.map((volume) => fill(facts, volume, variable(volume))),
    ...filled.map(wait),
    ...volumes.filter(({ bootable }) => bootable).map((volume) => bootable(variable(volume))),
  ].join("\n");
}

/** What the point does not hold, or the recovery site cannot reach. */
export function volumesWithout(facts: RunbookFacts): string[] {
  return volumesOf(facts.manifest)
    .filter((volume) => wayOf(facts, volume) === "none")
    .map(titleOf);
}

const titleOf = ({ ref, sizeGiB }: SavedVolume) => `${ref.name || ref.id}, ${sizeGiB} GiB`;

function create({ resolved, bytes }: RunbookFacts, volume: SavedVolume, variable: string): string {
  const type = volume.volumeType && mappedTo(resolved.volumeTypes, volume.volumeType);
  const zone = volume.zone && mappedTo(resolved.zones, volume.zone)?.volume;
  return make(
    variable,
    "volume create",
    `--size ${volume.sizeGiB}`,
    option("type", type),
    option("availability-zone", zone),
    option("image", bytes.get(volume.ref.id)?.imageId),
    option("description", volume.description),
    ...properties(volume.metadata),
    nameOf(volume.ref.name || volume.ref.id),
  );
}

/** Marks of Breakwater are about the run that made a thing, not about the thing. */
export function properties(metadata: Record<string, string>): string[] {
  return Object.entries(metadata)
    .filter(([key]) => !key.startsWith("breakwater"))
    .map(([key, value]) => `--property=${quoted(`${key}=${value}`)}`);
}

/** Leading dashes would make an option of it. */
export function nameOf(name: string): string {
  return quoted(name.replace(/^-+/, "") || "unnamed");
}

function fill({ bytes }: RunbookFacts, { ref }: SavedVolume, variable: string): string {
  const backupId = bytes.get(ref.id)?.chain.at(-1)?.backupId ?? "";
  return once(`${variable}_FILLED`, "volume backup restore --force", quoted(backupId), `"$${variable}"`);
}

function bootable(variable: string): string {
  return command("openstack volume set --bootable", `"$${variable}"`);
}
