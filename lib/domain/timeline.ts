import { z } from "zod";
import { CHECKPOINT_TRIGGERS, timelinePoint } from "./checkpoint";
import { instant } from "./json";
import { consistency, dayCell, rung } from "./plan";
import { resourceKind } from "./resource";
import { isZone } from "./zone";

/** A calendar day of the zone that goes with it. */
const dayText = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "A day, such as 2026-03-29");
const zoneText = z.string().max(64).refine(isZone, "No known time zone").default("UTC");
const planId = z.string().min(1).max(64);
/** Epoch milliseconds: the points of a chart are many, and numbers travel and draw faster than texts. */
const at = z.number();

export const YEAR_DAYS = 366;
export const POINT_PAGE_SIZE = 200;

export const timelineYearQuery = z.object({ planId, zone: zoneText, until: dayText.nullable().default(null) });
export type TimelineYearQuery = z.infer<typeof timelineYearQuery>;

/** A day of the strip and of the calendar: its worst exposure, and how its checkpoints ended. */
export const timelineDay = dayCell.extend({
  usable: z.number(),
  partial: z.number(),
  failed: z.number(),
  running: z.number(),
  application: z.number(),
  pinned: z.number(),
});
export type TimelineDay = z.infer<typeof timelineDay>;

export const timelineYear = z.object({
  zone: z.string(),
  today: z.string(),
  /** The day on which the plan began. */
  began: z.string(),
  days: z.array(timelineDay),
  asOf: instant,
  /** What the figures rest on. */
  pointCount: z.number(),
});
export type TimelineYear = z.infer<typeof timelineYear>;

export const timelineDayQuery = z.object({ planId, zone: zoneText, day: dayText });
export type TimelineDayQuery = z.infer<typeof timelineDayQuery>;

export const dayPoint = timelinePoint.extend({
  trigger: z.enum(CHECKPOINT_TRIGGERS),
  runId: z.string().nullable(),
  chainLength: z.number().nullable(),
});
export type DayPoint = z.infer<typeof dayPoint>;

export const LANE_STATES = ["pending", "captured", "failed", "left-out"] as const;
/** One resource in one checkpoint: when it was captured, when its copy was whole, when it could be read elsewhere. */
export const laneMark = z.object({
  checkpointId: z.string(),
  state: z.enum(LANE_STATES),
  capturedAt: at,
  copiedAt: at.nullable(),
  offsiteAt: at.nullable(),
  verifiedAt: at.nullable(),
});
export type LaneMark = z.infer<typeof laneMark>;
export const lane = z.object({
  kind: resourceKind,
  resourceId: z.string(),
  name: z.string(),
  joinedAt: at.nullable(),
  leftAt: at.nullable(),
  marks: z.array(laneMark),
});
export type Lane = z.infer<typeof lane>;

export const TIMELINE_EVENTS = [
  "target",
  "settings",
  "retention",
  "paused",
  "resumed",
  "joined",
  "left",
  "restore",
  "access",
  "deleted",
] as const;
export const timelineEvent = z.object({
  at,
  kind: z.enum(TIMELINE_EVENTS),
  text: z.string(),
  href: z.string().nullable(),
});
export type TimelineEvent = z.infer<typeof timelineEvent>;

export const timelineDayView = z.object({
  day: z.string(),
  zone: z.string(),
  /** The day's first instant and that of the next: 23, 24 or 25 h apart. */
  from: at,
  to: at,
  asOf: at,
  rung,
  level: consistency,
  points: z.array(dayPoint),
  /** Points of earlier days that could still be the best one in this day. */
  carried: z.array(timelinePoint),
  series: z.object({
    /** Corners of the saw-tooth: instant and exposure; null where nothing could be restored. */
    vertices: z.array(z.tuple([at, z.number().nullable()])),
    target: z.array(z.object({ at, rpoMs: z.number() })),
    breaches: z.array(z.object({ from: at, to: at })),
    thinned: z.boolean(),
  }),
  lanes: z.array(lane),
  /** How many resources more were in the day's checkpoints than lanes are drawn. */
  lanesLeftOut: z.number(),
  events: z.array(timelineEvent),
  paused: z.array(z.object({ from: at, to: at })),
});
export type TimelineDayView = z.infer<typeof timelineDayView>;

/** Rows of the table twin, newest first; `marker` is the `nextMarker` of the page before. */
export const timelinePointsQuery = z.object({
  planId,
  from: instant.nullable().default(null),
  to: instant.nullable().default(null),
  marker: z.string().max(100).nullable().default(null),
  limit: z.number().int().min(1).max(POINT_PAGE_SIZE).default(POINT_PAGE_SIZE),
});
export type TimelinePointsQuery = z.infer<typeof timelinePointsQuery>;

export const timelinePoints = z.object({
  rows: z.array(dayPoint),
  total: z.number(),
  nextMarker: z.string().nullable(),
});
export type TimelinePoints = z.infer<typeof timelinePoints>;

export const timelineCsvQuery = timelinePointsQuery.pick({ planId: true, from: true, to: true });
