import { ok, type Answer, type Call, type Route } from "../call";
import { microTime } from "../clock";
import type { Service } from "../admit";
import { computeRefusal } from "../shapes";
import { volumeActionRoutes } from "./actions";
import { backupRoutes } from "./backups";
import { groupRoutes } from "./groups";
import { FILTERS, links, list } from "./lists";
import { quotaRoutes } from "./quotas";
import { snapshotRoutes } from "./snapshots";
import { typeRoutes, ZONE } from "./types";
import { hostOf } from "./views";
import { volumeRoutes } from "./volumes";

const THIRTY_DAYS_MS = 30 * 24 * 3600 * 1000;

function versions(base: string) {
  return {
    versions: [
      {
        id: "v3.0",
        status: "CURRENT",
        version: "3.70",
        min_version: "3.0",
        updated: "2022-08-31T00:00:00Z",
        links: [
          { rel: "describedby", type: "text/html", href: "https://docs.openstack.org/" },
          { rel: "self", href: `${base}/v3/` },
        ],
        "media-types": [{ base: "application/json", type: "application/vnd.openstack.volume+json;version=3" }],
      },
    ],
  };
}

function services(call: Call): Answer {
  const host = hostOf(call.site.name);
  const binary = call.query.get("binary");
  const at = microTime(call.world.clock.now());
  const rows = [
    { binary: "cinder-scheduler", host },
    { binary: "cinder-backup", host },
    {
      binary: "cinder-volume",
      host: `${host}@standard`,
      replication_status: "disabled",
      active_backend_id: null,
      frozen: false,
      backend_state: "up",
    },
    {
      binary: "cinder-volume",
      host: `${host}@replicated`,
      replication_status: "enabled",
      active_backend_id: null,
      frozen: false,
      backend_state: "up",
    },
  ];
  const found = rows.filter((row) => binary === null || row.binary === binary);
  return ok({
    services: found.map((row) => ({
      ...row,
      zone: ZONE,
      status: "enabled",
      state: "up",
      updated_at: at,
      disabled_reason: null,
      cluster: null,
    })),
  });
}

function messages(call: Call): Answer {
  return list(call, {
    word: "messages",
    noun: "Message",
    rows: call.site.cinder.messages.all(),
    fields: (row) => ({
      resource_uuid: row.resourceId,
      resource_type: row.resourceType,
      event_id: row.eventId,
      request_id: row.requestId,
      message_level: "ERROR",
    }),
    view: (row) => ({
      id: row.id,
      event_id: row.eventId,
      user_message: row.text,
      message_level: "ERROR",
      created_at: microTime(row.createdAt),
      guaranteed_until: microTime(row.createdAt + THIRTY_DAYS_MS),
      request_id: row.requestId,
      links: links(call, "messages", row),
      resource_type: row.resourceType,
      resource_uuid: row.resourceId,
    }),
  });
}

const otherRoutes: Route[] = [
  { method: "GET", path: "/v3", can: "reader", rule: "versions", handle: (call) => ok(versions(call.base)) },
  {
    method: "GET",
    path: "/v3/os-services",
    can: "admin",
    rule: "volume_extension:services:index",
    handle: services,
  },
  { method: "GET", path: "/v3/messages", can: "reader", rule: "message:get_all", handle: messages },
  {
    method: "GET",
    path: "/v3/os-availability-zone",
    can: "reader",
    rule: "volume:availability_zone_list",
    handle: () => ok({ availabilityZoneInfo: [{ zoneName: ZONE, zoneState: { available: true } }] }),
  },
  {
    method: "GET",
    path: "/v3/resource_filters",
    can: "reader",
    rule: "volume:get_resource_filters",
    handle: () =>
      ok({ resource_filters: Object.entries(FILTERS).map(([resource, filters]) => ({ resource, filters })) }),
  },
  {
    method: "GET",
    path: "/v3/extensions",
    can: "reader",
    rule: "extensions",
    handle: () => ok({ extensions: [] }),
  },
];

export const cinderService: Service = {
  type: "volumev3",
  mount: "/volume",
  routes: [
    ...otherRoutes,
    ...volumeRoutes,
    ...volumeActionRoutes,
    ...snapshotRoutes,
    ...groupRoutes,
    ...backupRoutes,
    ...typeRoutes,
    ...quotaRoutes,
  ],
  microversions: { word: "volume", major: 3, min: 0, max: 70 },
  refuse: computeRefusal,
  open: (path, base) => (path === "/" ? { status: 300, body: versions(base) } : null),
  projectInPath: /^(\/v3)\/([0-9a-f]{32})(?=\/|$)/,
};
