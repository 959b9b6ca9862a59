import { z } from "zod";

/** What a checkpoint has to take, as its run remembers it. */
const thing = z.object({ id: z.string(), name: z.string() });
export const workVolume = thing.extend({ sizeGiB: z.number(), attached: z.boolean() });
export type WorkVolume = z.infer<typeof workVolume>;

export const protectWork = z.object({
  /** Whether another site can read the same backups, once it has their records. */
  keepRecords: z.boolean(),
  /** Where the checkpoint is to be brought; null: it stays where it is. */
  recoverySiteId: z.string().nullable().default(null),
  volumes: z.array(workVolume),
  /** Servers whose volumes Nova captures at one moment, frozen where the guest takes part. */
  frozen: z.array(thing.extend({ volumeIds: z.array(z.string()), requireQuiesce: z.boolean() })),
  /** Groups of volumes that Cinder captures at one moment. */
  groups: z.array(thing.extend({ volumeIds: z.array(z.string()) })),
  /** Servers that boot from an image: their own disk is captured as an image. */
  imageServers: z.array(thing),
  images: z.array(thing),
});
export type ProtectWork = z.infer<typeof protectWork>;

/** The volumes that are captured one by one, side by side. */
export function singleVolumes(work: ProtectWork): WorkVolume[] {
  const together = new Set([...work.frozen, ...work.groups].flatMap(({ volumeIds }) => volumeIds));
  return work.volumes.filter(({ id }) => !together.has(id));
}

export const protectInput = z.object({ checkpointId: z.string() });

/** What the part that copies a volume is started with. */
export const volumePart = z.object({
  checkpointId: z.string(),
  volume: workVolume,
  snapshot: z.object({ id: z.string(), createdAt: z.string() }),
  /** alone: the part removes it · together: it goes with the group's, which Cinder demands. */
  taken: z.enum(["alone", "together"]),
  consistency: z.enum(["crash", "filesystem"]),
  keepRecord: z.boolean(),
});
export type VolumePart = z.infer<typeof volumePart>;

export const imagePart = z.object({
  checkpointId: z.string(),
  kind: z.enum(["OS::Nova::Server", "OS::Glance::Image"]),
  thing,
  imageId: z.string().nullable(),
  serverStatus: z.string().nullable(),
});
export type ImagePart = z.infer<typeof imagePart>;

/** An image that the recovery site lacks. */
export const offsiteImage = thing.extend({
  capturedId: z.string(),
  imageId: z.string(),
  sizeGiB: z.number().nullable(),
});
export const offsiteImagePart = z.object({
  checkpointId: z.string(),
  recoverySiteId: z.string(),
  image: offsiteImage,
});
export type OffsiteImagePart = z.infer<typeof offsiteImagePart>;

/** A volume that the recovery site can only be sent as an image. */
export const offsiteVolume = thing.extend({ capturedId: z.string(), sizeGiB: z.number(), backupId: z.string() });
export const offsiteVolumePart = z.object({
  checkpointId: z.string(),
  recoverySiteId: z.string(),
  volume: offsiteVolume,
});
export type OffsiteVolumePart = z.infer<typeof offsiteVolumePart>;
