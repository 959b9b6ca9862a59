import type { LiveVolume, RestoreSource, SourceServer, SourceVolume } from "./restore-source";

export type RestoreFacts = {
  source: RestoreSource;
  targetSiteId: string;
  targetSiteName: string;
  /** The originals that are restored in place, as they stand now, by volume id. */
  live: Map<string, LiveVolume>;
  /** How many volumes are filled at the same time. */
  batch: number;
  /** Measured or assumed, for the expected times. */
  msPerGiB: number;
  /** What filling takes whatever the size; assumed where left out. */
  fixedMs?: number;
};

export const SECOND = 1000;

export const ASSUMED_MS_PER_GIB = 9 * SECOND;

export const FIXED_FILL_MS = 8 * SECOND;

/** A network of the target that this very run rebuilds; stands in a server's mapping in place of an id. */
export const REBUILT = "rebuilt:";

/** How long filling a volume takes when all goes as assumed. */
export function fillMs(
  sizeGiB: number,
  { msPerGiB, fixedMs = FIXED_FILL_MS }: Pick<RestoreFacts, "msPerGiB" | "fixedMs">,
): number {
  return Math.round(fixedMs + sizeGiB * msPerGiB);
}

/** A volume that is not filled after this long is stuck: ten times the assumed, never under 20 minutes. */
export function fillTimeoutSeconds(sizeGiB: number): number {
  return Math.max(20 * 60, Math.round((fillMs(sizeGiB, { msPerGiB: ASSUMED_MS_PER_GIB }) * 10) / SECOND));
}

/** The captured volume of that id; asking for one that is not in the checkpoint is a bug of the caller. */
export function volumeOf(source: RestoreSource, capturedId: string): SourceVolume {
  const found = source.volumes.find((volume) => volume.capturedId === capturedId);
  if (!found) throw new RangeError(`No captured volume ${capturedId}`);
  return found;
}

export function serverOf(source: RestoreSource, capturedId: string): SourceServer {
  const found = source.servers.find((server) => server.capturedId === capturedId);
  if (!found) throw new RangeError(`No captured server ${capturedId}`);
  return found;
}

/** The checkpoint's image of it at that site; null: it has none there. */
export function imageAt({ imageCopies }: RestoreSource, capturedId: string, siteId: string): string | null {
  return imageCopies.find((copy) => copy.capturedId === capturedId && copy.siteId === siteId)?.imageId ?? null;
}

export function lastLink(volume: SourceVolume): string {
  const last = volume.chain.at(-1);
  if (!last) throw new RangeError(`Volume ${volume.name} has no copy`);
  return last.backupId;
}
