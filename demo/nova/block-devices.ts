import { ApiError, badRequest, type Call } from "../call";
import { createVolume, findVolume } from "../cinder/volume-create";
import type { AttachedVolume } from "./records";
import { type Device } from "./server-body";

const letter = (index: number) => String.fromCharCode("a".charCodeAt(0) + index);

type Wish = { one: Device; index: number; name: string; imageOnly: boolean };

/** Makes or takes the volume behind a block device; a local image needs none. */
export function attach(call: Call, { one, index, name }: Wish): AttachedVolume | null {
  if (one.destination_type === "local" || (one.source_type === "image" && one.destination_type !== "volume"))
    return null;
  const size = one.volume_size ?? null;
  const common = { size, volume_type: one.volume_type ?? null, name: "" };
  let volumeId: string;
  if (one.source_type === "volume") {
    const volume = findOrRefuse(call, one.uuid ?? "");
    if (volume.status !== "available")
      throw badRequest(
        `Invalid volume: volume '${volume.id}' status must be 'available'. Currently in '${volume.status}'`,
      );
    if (one.boot_index === 0 && !volume.bootable) throw badRequest(`Block Device ${volume.id} is not bootable.`);
    volumeId = volume.id;
  } else if (one.source_type === "snapshot")
    volumeId = createVolume(call, { ...common, snapshot_id: one.uuid ?? null }).id;
  else if (one.source_type === "image") {
    if (size === null) throw badRequest("Images with destination_type 'volume' need to have a non-zero size specified");
    volumeId = createVolume(call, { ...common, imageRef: one.uuid ?? null }).id;
  } else volumeId = createVolume(call, common).id;
  call.site.cinder.volumes.patch(volumeId, one.source_type === "volume" ? { status: "reserved" } : {});
  void name;
  return {
    volumeId,
    device: one.device_name ?? `/dev/vd${letter(index)}`,
    tag: one.tag ?? null,
    deleteOnTermination: one.delete_on_termination ?? false,
    boot: one.boot_index === 0,
  };
}

function findOrRefuse(call: Call, id: string) {
  try {
    return findVolume(call, id);
  } catch (error) {
    if (error instanceof ApiError) throw badRequest(`Block Device Mapping is Invalid: failed to get volume ${id}.`);
    throw error;
  }
}
