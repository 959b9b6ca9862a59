import { z } from "zod";
import type { Http } from "../http";
import { backups } from "./backups";
import { groups, groupSnapshots, groupTypes } from "./groups";
import {
  message,
  quotaSet,
  service,
  volumeLimits,
  volumeType,
  zone,
  type Message,
  type VolumeLimits,
  type VolumeQuota,
  type VolumeService,
  type VolumeType,
  type VolumeZone,
} from "./schemas";
import { snapshots } from "./snapshots";
import { volumes } from "./volumes";

const types = z.looseObject({ volume_types: z.array(volumeType) }).transform((body) => body.volume_types);
const limits = z.looseObject({ limits: volumeLimits }).transform((body) => body.limits.absolute);
const quota = z.looseObject({ quota_set: quotaSet }).transform((body) => body.quota_set);
const messages = z.looseObject({ messages: z.array(message) }).transform((body) => body.messages);
const services = z.looseObject({ services: z.array(service) }).transform((body) => body.services);
const zones = z.looseObject({ availabilityZoneInfo: z.array(zone) }).transform((body) => body.availabilityZoneInfo);

/** Block storage: volumes, their snapshots and backups. */
export function cinder(http: Http) {
  return {
    volumes: volumes(http),
    snapshots: snapshots(http),
    backups: backups(http),
    groups: groups(http),
    groupTypes: groupTypes(http),
    groupSnapshots: groupSnapshots(http),
    types: { list: (): Promise<VolumeType[]> => http.get("/types", types, { query: { is_public: "None" } }) },
    limits: (): Promise<VolumeLimits> => http.get("/limits", limits),
    /** Quota and usage of the token's own project, per volume type too. */
    quota: async (): Promise<VolumeQuota> => {
      const { project } = await http.token();
      return http.get(`/os-quota-sets/${project?.id ?? ""}`, quota, { query: { usage: "true" } });
    },
    /** Why something failed, newest first. */
    messages: (query: { resource_uuid?: string } = {}): Promise<Message[]> =>
      http.get("/messages", messages, { query: { ...query, sort: "created_at:desc" }, needed: "3.5" }),
    /** For administrators. */
    services: (query: { binary?: string } = {}): Promise<VolumeService[]> =>
      http.get("/os-services", services, { query }),
    zones: (): Promise<VolumeZone[]> => http.get("/os-availability-zone", zones),
    versions: http.versions,
  };
}
export type Cinder = ReturnType<typeof cinder>;
