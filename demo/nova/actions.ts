import { z } from "zod";
import { accepted, badRequest, isRecord, param, parse, type Answer, type Call, type Route } from "../call";
import { takeSnapshot } from "../cinder/snapshots";
import { reserve } from "../cinder/quotas";
import { newImage } from "../glance-records";
import { later } from "../work";
import { findServer } from "./find-server";
import { recordAction } from "./instance-actions";
import type { ServerRow } from "./records";
import { refuseInState } from "./servers";

type Act = (call: Call, row: ServerRow) => Answer;
type Power = { kind: string; task: string; from: string[]; action: string };

const imageOrder = z.object({
  createImage: z.object({ name: z.string().min(1), metadata: z.record(z.string(), z.string()).optional() }),
});

const power =
  ({ kind, task, from, action }: Power): Act =>
  (call, row) => {
    refuseInState(row, action, from);
    call.site.nova.servers.patch(row.id, { taskState: task, updatedAt: call.world.clock.now() });
    recordAction(call, row.id, action);
    later(call.world, { site: call.site, kind, target: row.id, seconds: 1 });
    return accepted();
  };

const ACTIONS: Record<string, Act> = {
  "os-start": power({ kind: "server-started", task: "powering-on", from: ["stopped"], action: "start" }),
  "os-stop": power({
    kind: "server-stopped",
    task: "powering-off",
    from: ["active", "error"],
    action: "stop",
  }),
  reboot: power({
    kind: "server-started",
    task: "rebooting",
    from: ["active", "stopped", "paused", "suspended"],
    action: "reboot",
  }),
  createImage,
};

/** An image of the root disk; or, when it boots from a volume, an empty one that names snapshots of all its volumes. */
function createImage(call: Call, row: ServerRow): Answer {
  const asked = parse(call, imageOrder).createImage;
  refuseInState(row, "createImage", ["active", "stopped", "paused", "suspended"]);
  const image = newImage(call, {
    name: asked.name,
    properties: {
      ...asked.metadata,
      image_type: "snapshot",
      instance_uuid: row.id,
      user_id: row.userId,
      owner_project_name: "",
    },
  });
  recordAction(call, row.id, "createImage");
  if (row.imageId === null) {
    const mapping = row.volumes.map((one) => snapshotOf(call, row, one.volumeId, one.boot, one.device));
    const properties = {
      ...image.properties,
      bdm_v2: "True",
      root_device_name: "/dev/vda",
      block_device_mapping: JSON.stringify(mapping),
    };
    call.site.images.put({
      ...image,
      properties,
      size: 0,
      status: "active",
      hash: call.world.store.putBytes(Buffer.alloc(0)),
    });
  } else {
    call.site.nova.servers.patch(row.id, { taskState: "image_snapshot", updatedAt: call.world.clock.now() });
    later(call.world, {
      site: call.site,
      kind: "server-imaged",
      target: row.id,
      seconds: 2,
      args: { image: image.id },
    });
  }
  if (call.minor >= 45) return accepted({ image_id: image.id });
  return accepted(undefined, { Location: `${call.site.url}/image/v2/images/${image.id}` });
}

function snapshotOf(call: Call, row: ServerRow, volumeId: string, boot: boolean, device: string) {
  const volume = call.site.cinder.volumes.get(volumeId);
  if (volume === undefined) throw badRequest(`Volume ${volumeId} could not be found.`);
  reserve(call, "snapshots", volume.size);
  const snapshot = takeSnapshot(call, volume, {
    name: `snapshot for ${row.name}`,
    description: "",
    metadata: {},
    groupSnapshotId: null,
  });
  return {
    boot_index: boot ? 0 : null,
    source_type: "snapshot",
    destination_type: "volume",
    device_name: device,
    delete_on_termination: false,
    snapshot_id: snapshot.id,
    volume_size: volume.size,
    volume_id: null,
    image_id: null,
  };
}

function act(call: Call): Answer {
  const row = findServer(call, param(call, "id"));
  const word = isRecord(call.body) ? Object.keys(call.body)[0] : undefined;
  const action = word === undefined ? undefined : ACTIONS[word];
  if (action === undefined) throw badRequest(`There is no such action: ${word ?? ""}`);
  return action(call, row);
}

export const serverActionRoutes: Route[] = [
  {
    method: "POST",
    path: "/v2.1/servers/:id/action",
    can: "member",
    rule: "os_compute_api:servers:create_image",
    handle: act,
  },
];
