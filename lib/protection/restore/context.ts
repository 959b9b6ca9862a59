import type { SourceVolume } from "@/lib/domain/restore-source";
import type { Run } from "@/lib/domain/run";
import type { Cloud } from "@/lib/openstack/cloud";

/** What every action of a restore stands on. Clouds are opened when first needed: a dark site must not stop what does not need it. */
export type RestoreContext = {
  run: Run;
  /** The tenant at the site to which things are restored. */
  target: () => Promise<Cloud>;
  /** The tenant at the site that made the checkpoint. */
  origin: () => Promise<Cloud>;
  /** The site's service account in the tenant's project; null when none is registered. */
  service: (site: "target" | "origin") => Promise<Cloud | null>;
  targetSiteId: string;
  /** How fast images may travel; null: as fast as they go. */
  bytesPerSecond: number | null;
  /** Says what a step under way is doing. */
  say: (key: string, detail: string | null) => Promise<void>;
  /** Noted things that are gone again, and steps whose effect was undone, so that a retry does them anew. */
  removed: (thing: { siteId: string; kind: string; resourceId: string }) => Promise<void>;
  forget: (keys: string[]) => Promise<void>;
};

/** What the manifest remembers of a volume beyond its bytes. */
export type SavedVolumeFacts = Pick<SourceVolume, "volumeId" | "name" | "sizeGiB" | "bootable"> & {
  description: string | null;
  metadata: Record<string, string>;
  imageMetadata: Record<string, string>;
  multiattach: boolean;
};

/** The keys under which Breakwater marks its own things are never carried over to a restored one. */
export function withoutOwnKeys(metadata: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(metadata).filter(([key]) => !key.startsWith("breakwater:") && key !== "src_backup_id"),
  );
}
