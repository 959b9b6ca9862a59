import { z } from "zod";
import type { AuditView } from "@/lib/domain/audit";
import { countOf } from "@/lib/domain/format";
import type { Json } from "@/lib/domain/json";
import { consistency, offsiteWay, retention, rung, schedule, selection } from "@/lib/domain/plan";
import type { PlanChange } from "@/lib/domain/plan-page";
import {
  CONSISTENCY_WORDS,
  fullEveryWords,
  minutesWords,
  OFFSITE_WAY_WORDS,
  retentionWords,
  RUNG_WORDS,
  selectionWords,
} from "@/lib/domain/plan-words";
import { mappings, serverRecovery } from "@/lib/domain/recovery-settings";
import { mappingsWords, orderWords } from "@/lib/domain/recovery-words";
import { scheduleText } from "@/lib/domain/schedule-text";

type Names = { siteNames: ReadonlyMap<string, string> };
type Reader = { field: string; read: (value: Json, names: Names) => string };

/** How each stored field reads; what is not listed here reads as it is. */
const READERS: Record<string, Reader> = {
  name: { field: "name", read: plain },
  description: { field: "description", read: plain },
  siteId: { field: "site", read: site },
  recoverySiteId: { field: "recovery site", read: site },
  offsiteWay: { field: "way there", read: (value) => as(offsiteWay, value, (way) => OFFSITE_WAY_WORDS[way]) },
  selection: { field: "resources", read: (value) => as(selection, value, selectionText) },
  schedule: { field: "schedule", read: (value) => as(schedule, value, scheduleText) },
  retention: { field: "retention", read: (value) => as(retention, value, retentionWords) },
  fullEvery: { field: "full copies", read: (value) => as(z.number(), value, fullEveryWords) },
  consistency: {
    field: "consistency wished",
    read: (value) => as(consistency, value, (level) => CONSISTENCY_WORDS[level]),
  },
  "objective.rpoMinutes": { field: "may be lost (RPO)", read: minutes },
  "objective.rtoMinutes": { field: "back within (RTO)", read: minutes },
  "objective.targetPercent": { field: "kept for", read: (value) => `${plain(value)} % of the time` },
  "objective.rung": { field: "counts from", read: (value) => as(rung, value, (level) => RUNG_WORDS[level]) },
  userDataOf: {
    field: "user data",
    read: (value) =>
      as(z.array(z.string()), value, (ids) => (ids.length === 0 ? "of no server" : `of ${ids.join(", ")}`)),
  },
  mappings: { field: "mappings of recovery", read: (value) => as(mappings, value, mappingsWords) },
  servers: { field: "order of recovery", read: (value) => as(z.array(serverRecovery), value, orderWords) },
  drillHours: { field: "drills end after", read: (value) => as(z.number(), value, (hours) => countOf(hours, "hour")) },
  decisionMinutes: { field: "time for deciding", read: minutes },
  restricted: { field: "held to access rules", read: (value) => (value === true ? "yes" : "no") },
  userName: { field: "made by", read: plain },
  remoteId: { field: "application credential", read: plain },
  origin: { field: "origin", read: (value) => (value === "given" ? "the person's own" : "made by Breakwater") },
  checkpoints: { field: "its checkpoints", read: plain },
};

/** What an audited change altered, field by field, in the screen's words. Fields that stayed are left out. */
export function changesOf({ before, after }: Pick<AuditView, "before" | "after">, names: Names): PlanChange[] {
  const [old, fresh] = [fieldsOf(before), fieldsOf(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(fresh)])].flatMap((key) => {
    const [was, is] = [old[key], fresh[key]];
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    const reader = READERS[key] ?? { field: key, read: plain };
    const read = (value: Json | undefined) => (value === undefined ? null : reader.read(value, names));
    const change = { field: reader.field, before: read(was), after: read(is) };
    return change.before === change.after ? resourceChange(key, was, is) : [change];
  });
}

// Two lists of equal length read the same: then the names tell the difference.
function resourceChange(key: string, was: Json | undefined, is: Json | undefined): PlanChange[] {
  const [before, after] = [selection.safeParse(was).data, selection.safeParse(is).data];
  if (key !== "selection" || before?.by !== "fixed" || after?.by !== "fixed") return [];
  const names = (list: { name: string }[]) => list.map(({ name }) => name).join(", ");
  return [{ field: "resources", before: names(before.resources), after: names(after.resources) }];
}

function selectionText(value: z.infer<typeof selection>): string {
  if (value.by !== "fixed" || value.resources.length > 5) return selectionWords(value);
  return value.resources.map(({ name, id }) => name || id).join(", ");
}

// A promise is told part by part: usually one of them changed.
function fieldsOf(value: Json | null): Record<string, Json> {
  const { objective, ...fields } = recordOf(value);
  const parts = Object.entries(recordOf(objective ?? null)).map(([part, of]) => [`objective.${part}`, of] as const);
  return { ...fields, ...Object.fromEntries(parts) };
}

function recordOf(value: Json): Record<string, Json> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}

function minutes(value: Json): string {
  return as(z.number(), value, minutesWords);
}

function as<S extends z.ZodType>(schema: S, value: Json, read: (parsed: z.output<S>) => string): string {
  const parsed = schema.safeParse(value);
  // History outlives schemas: what an older version wrote is shown as it was written.
  return parsed.success ? read(parsed.data) : plain(value);
}

function site(value: Json, { siteNames }: Names): string {
  return typeof value === "string" ? (siteNames.get(value) ?? value) : "none";
}

function plain(value: Json): string {
  if (value === null || value === "") return "none";
  return typeof value === "string" ? value : JSON.stringify(value);
}
