import { pipeline, type Readable } from "node:stream";
import { AppError } from "@/lib/domain/errors";
import { formatBytes } from "@/lib/domain/format";
import type { Cloud } from "@/lib/openstack/cloud";
import { propertiesOf, type Image } from "@/lib/openstack/glance/schemas";
import { OpenStackError } from "@/lib/openstack/error";
import { TransferMeter } from "./transfer-meter";

const SAY_EVERY_MS = 2_000;

export type Transfer = {
  from: Cloud;
  to: Cloud;
  imageId: string;
  /** Of what the image is, for messages. */
  of: string;
  /** The copy's own name. */
  name: string;
  tag: string;
  properties?: Record<string, string>;
  /** Null: as fast as it goes. */
  bytesPerSecond: number | null;
  /** Told now and then in words; what it throws breaks the transfer off. */
  say: (detail: string) => Promise<void>;
  noted: (imageId: string) => Promise<void>;
  removed: (imageId: string) => Promise<void>;
};

/** Copies an image with its properties through the worker into another Glance, and compares the checksums. */
export async function transferImage(transfer: Transfer): Promise<Image> {
  const { from, to, imageId, of, tag, noted } = transfer;
  const known = await to.glance.images.findByTag(tag);
  const original = await from.glance.images.find(imageId);
  if (known?.status === "active" && (!original || alike(original, known))) return known;
  if (!original)
    throw new AppError("not-found", `The image of ${of} does not exist any more.`, {
      safe: "Nothing was made.",
      remedy: "Choose another checkpoint.",
    });
  // Half an upload cannot be continued: it goes, and the copy begins anew.
  if (known) {
    await to.glance.images.remove(known.id);
    await transfer.removed(known.id);
  }
  const made = await to.glance.images.create(recordOf(original, transfer));
  await noted(made.id);
  const sha512 = await sendBytes(transfer, original, made.id);
  const copy = await to.glance.images.get(made.id);
  if (alike(original, copy) && (copy.os_hash_algo !== "sha512" || copy.os_hash_value === sha512)) return copy;
  await to.glance.images.remove(copy.id);
  await transfer.removed(copy.id);
  throw new AppError("refused", `The copy of image ${of} differs from the original.`, {
    safe: "The original is unchanged; the copy was removed.",
    remedy: "Try again from this step.",
  });
}

function recordOf(original: Image, { name, tag, properties }: Transfer) {
  return {
    name: name.slice(0, 255),
    disk_format: original.disk_format ?? "raw",
    container_format: original.container_format ?? "bare",
    min_disk: original.min_disk,
    min_ram: original.min_ram,
    tags: original.tags,
    properties: { ...ownProperties(propertiesOf(original)), ...properties },
    tag,
  };
}

async function sendBytes(transfer: Transfer, original: Image, madeId: string): Promise<string> {
  const { from, to, imageId, bytesPerSecond } = transfer;
  const source = await from.glance.images.download(imageId);
  const meter = new TransferMeter(bytesPerSecond);
  let broken: Error | null = null;
  if (source)
    pipeline(source, meter, () => {
      // The upload tells of its own failure.
    });
  else meter.end();
  source?.once("error", (error) => (broken = error));
  const telling = tellProgress(transfer, meter, original.size);
  try {
    await to.glance.images.upload(madeId, meter);
  } catch (error) {
    meter.destroy();
    throw telling.refusal() ?? (broken ? brokenOff(from, broken) : error);
  } finally {
    telling.stop();
  }
  return meter.sha512();
}

function tellProgress({ say }: Transfer, meter: TransferMeter & Readable, size: number | null) {
  let refused: Error | null = null;
  const timer = setInterval(() => {
    say(wordsOf(meter, size)).catch((error: Error) => {
      refused = error;
      meter.destroy(error);
    });
  }, SAY_EVERY_MS);
  return { stop: () => clearInterval(timer), refusal: () => refused };
}

function wordsOf(meter: TransferMeter, size: number | null): string {
  const of = size === null ? "" : ` of ${formatBytes(size)}`;
  return `${formatBytes(meter.bytes)}${of} sent, ${formatBytes(meter.rate())}/s`;
}

function brokenOff({ site }: Cloud, cause: Error): OpenStackError {
  return new OpenStackError(`Glance at ${site.name} broke off in the middle of an image.`, {
    service: "glance",
    site: site.name,
    code: "timeout",
    status: 0,
    cause,
  });
}

function alike(original: Image, copy: Image): boolean {
  if (original.os_hash_algo !== null && original.os_hash_algo === copy.os_hash_algo)
    return original.os_hash_value === copy.os_hash_value;
  if (original.checksum !== null && copy.checksum !== null) return original.checksum === copy.checksum;
  return original.size === copy.size;
}

/** Marks that bind the image to Breakwater or to its old server are not the copy's. */
function ownProperties(properties: Record<string, string>): Record<string, string> {
  const bound =
    /^(breakwater|owner_|instance_uuid|user_id|image_location|image_state|boot_roles|base_image_ref|signature_|stores$)/;
  return Object.fromEntries(Object.entries(properties).filter(([key]) => !bound.test(key)));
}
