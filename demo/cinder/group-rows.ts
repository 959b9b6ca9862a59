import { type Call } from "../call";
import { own } from "./lists";
import type { GroupRow, VolumeRow } from "./records";

export function findGroup(call: Call, id: string): GroupRow {
  return own(call, call.site.cinder.groups.get(id), `Group ${id} could not be found.`);
}

export function members(call: Call, row: GroupRow): VolumeRow[] {
  return call.site.cinder.volumes.all().filter((volume) => volume.groupId === row.id);
}
