import { z } from "zod";
import {
  accepted,
  badRequest,
  forbidden,
  isRecord,
  ok,
  param,
  parse,
  type Answer,
  type Call,
  type Route,
} from "../call";
import { later } from "../work";
import type { VolumeRow } from "./records";
import { uploadImage } from "./upload-image";
import { removeVolume } from "./volumes";
import { findVolume } from "./volume-create";

type Act = (call: Call, row: VolumeRow, order: unknown) => Answer;

const extendOrder = z.object({ "os-extend": z.object({ new_size: z.number().int().min(1) }) });
const revertOrder = z.object({ revert: z.object({ snapshot_id: z.string() }) });
const bootableOrder = z.object({ "os-set_bootable": z.object({ bootable: z.boolean() }) });
const statusOrder = z.object({ "os-reset_status": z.object({ status: z.string().optional() }) });
const imageMetadataOrder = z.object({
  "os-set_image_metadata": z.object({ metadata: z.record(z.string(), z.string()) }),
});
const unsetOrder = z.object({ "os-unset_image_metadata": z.object({ key: z.string() }) });

const ACTIONS: Record<string, Act> = {
  "os-extend": extend,
  revert,
  "os-volume_upload_image": uploadImage,
  "os-set_bootable": (call, row) => {
    call.site.cinder.volumes.patch(row.id, {
      bootable: parse(call, bootableOrder)["os-set_bootable"].bootable,
    });
    return { status: 200 };
  },
  "os-set_image_metadata": (call, row) => {
    const imageMetadata = {
      ...row.imageMetadata,
      ...parse(call, imageMetadataOrder)["os-set_image_metadata"].metadata,
    };
    call.site.cinder.volumes.patch(row.id, { imageMetadata });
    return ok({ metadata: imageMetadata });
  },
  "os-unset_image_metadata": (call, row) => {
    const { [parse(call, unsetOrder)["os-unset_image_metadata"].key]: _gone, ...rest } = row.imageMetadata ?? {};
    call.site.cinder.volumes.patch(row.id, { imageMetadata: rest });
    return { status: 200 };
  },
  "os-show_image_metadata": (_call, row) => ok({ metadata: row.imageMetadata ?? {} }),
  "os-reset_status": (call, row) => {
    onlyAdmin(call, "volume_extension:volume_admin_actions:reset_status");
    const { status } = parse(call, statusOrder)["os-reset_status"];
    call.site.cinder.volumes.patch(row.id, {
      status: status ?? row.status,
      updatedAt: call.world.clock.now(),
    });
    return accepted();
  },
  "os-force_delete": (call, row) => {
    onlyAdmin(call, "volume_extension:volume_admin_actions:force_delete");
    removeVolume(call, { ...row, status: "error", attachments: [] });
    return accepted();
  },
};

function onlyAdmin(call: Call, rule: string): void {
  if (!call.caller.isAdmin) throw forbidden(`Policy doesn't allow ${rule} to be performed.`);
}

function extend(call: Call, row: VolumeRow): Answer {
  const wanted = parse(call, extendOrder)["os-extend"].new_size;
  const can = row.status === "available" || (row.status === "in-use" && call.minor >= 42);
  if (!can)
    throw badRequest(`Invalid volume: Volume ${row.id} status must be available to extend, currently ${row.status}.`);
  if (wanted <= row.size)
    throw badRequest(
      `Invalid input received: New size for extend must be greater than current size. (current: ${row.size}, extended: ${wanted}).`,
    );
  call.site.cinder.volumes.patch(row.id, { status: "extending", previousStatus: row.status });
  later(call.world, {
    site: call.site,
    kind: "volume-extended",
    target: row.id,
    seconds: 0.8,
    args: { size: String(wanted) },
  });
  return accepted();
}

function revert(call: Call, row: VolumeRow): Answer {
  const id = parse(call, revertOrder).revert.snapshot_id;
  const snapshots = call.site.cinder.snapshots.all().filter((one) => one.volumeId === row.id);
  const latest = snapshots.sort((a, b) => b.createdAt - a.createdAt)[0];
  if (latest === undefined || latest.id !== id) {
    throw badRequest(`Invalid input received: Specified snapshot_id ${id} isn't the latest one of volume ${row.id}.`);
  }
  if (row.status !== "available")
    throw badRequest(`Invalid volume: Volume ${row.id} status must be 'available', but current is ${row.status}.`);
  call.site.cinder.volumes.patch(row.id, { status: "reverting" });
  later(call.world, {
    site: call.site,
    kind: "volume-reverted",
    target: row.id,
    seconds: 1,
    args: { hash: latest.hash },
  });
  return accepted();
}

function act(call: Call): Answer {
  const row = findVolume(call, param(call, "id"));
  const word = isRecord(call.body) ? Object.keys(call.body)[0] : undefined;
  const action = word === undefined ? undefined : ACTIONS[word];
  if (action === undefined) throw badRequest(`There is no such action: ${word ?? ""}`);
  return action(call, row, call.body);
}

export const volumeActionRoutes: Route[] = [
  { method: "POST", path: "/v3/volumes/:id/action", can: "member", rule: "volume:update", handle: act },
];
