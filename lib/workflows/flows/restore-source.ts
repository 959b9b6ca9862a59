import { selectRestorable } from "@/lib/db/restore-source";
import { AppError } from "@/lib/domain/errors";
import { storedManifest, type Manifest } from "@/lib/domain/manifest";
import type { Places } from "@/lib/domain/lanes";
import type { SavedResource } from "@/lib/domain/manifest-resources";
import type { SavedVolumeFacts } from "@/lib/protection/restore/context";
import type { WorkRun } from "@/lib/db/runs";

/** What a restore reads of its checkpoint. None of it changes once the checkpoint is taken, so that a replay reads the same. */
export type RestoreSaved = {
  manifest: Manifest;
  /** The captured resource behind a row's id. */
  resource: <K extends SavedResource["kind"]>(kind: K, capturedId: string) => Extract<SavedResource, { kind: K }>;
  volumeFacts: (capturedId: string) => SavedVolumeFacts;
  /** The checkpoint's whole image of it at that site. */
  imageAt: (capturedId: string, siteId: string) => string | null;
  /** Which captured volumes belong to which captured server. */
  places: Places;
  /** The row's id of a captured volume, by the volume's own id. */
  capturedIdOf: (kind: string, resourceId: string) => string | null;
};

/** The checkpoint, in the project that the run belongs to and in no other. */
export async function readSaved(row: WorkRun, checkpointId: string): Promise<RestoreSaved> {
  const checkpoint = await selectRestorable({ cloudId: row.cloudId, projectId: row.projectId }, checkpointId);
  if (!checkpoint)
    throw new AppError("not-found", "The checkpoint is not there any more.", {
      safe: "Nothing was made.",
      remedy: "Choose another checkpoint.",
    });
  const manifest = storedManifest(checkpoint);
  const rows = checkpoint.captured;
  const capturedIdOf = (kind: string, resourceId: string) =>
    rows.find((one) => one.kind === kind && one.resourceId === resourceId)?.id ?? `${kind}/${resourceId}`;
  const resource: RestoreSaved["resource"] = (kind, capturedId) => {
    const found = manifest.resources.find(
      (one): one is Extract<SavedResource, { kind: typeof kind }> =>
        one.kind === kind && capturedIdOf(one.kind, one.ref.id) === capturedId,
    );
    if (!found)
      throw new AppError("not-found", "The checkpoint does not hold what is to be restored.", {
        safe: "Nothing was made.",
      });
    return found;
  };
  const servers = manifest.resources.flatMap((one) =>
    one.kind === "OS::Nova::Server"
      ? [
          {
            capturedId: capturedIdOf(one.kind, one.ref.id),
            volumes: one.attachments.map(({ volumeId }) => capturedIdOf("OS::Cinder::Volume", volumeId)),
          },
        ]
      : [],
  );
  return {
    manifest,
    resource,
    places: { servers },
    capturedIdOf,
    imageAt: (capturedId, siteId) =>
      rows
        .find(({ id }) => id === capturedId)
        ?.copies.find((copy) => copy.medium === "image" && copy.siteId === siteId && copy.state === "available")
        ?.remoteId ?? null,
    volumeFacts: (capturedId) => factsOf(resource("OS::Cinder::Volume", capturedId)),
  };
}

function factsOf(volume: Extract<SavedResource, { kind: "OS::Cinder::Volume" }>): SavedVolumeFacts {
  const { ref, sizeGiB, bootable, description, metadata, imageMetadata, multiattach } = volume;
  return {
    volumeId: ref.id,
    name: ref.name,
    sizeGiB,
    bootable,
    description,
    metadata,
    imageMetadata,
    multiattach,
  };
}
