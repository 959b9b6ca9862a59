import { badRequest, isRecord, isTrue, notFound, ok, type Answer, type Call } from "../call";
import { newUuid } from "../ids";
import type { Owned } from "./records";

const ALWAYS = new Set([
  "limit",
  "marker",
  "offset",
  "sort",
  "sort_key",
  "sort_dir",
  "with_count",
  "all_tenants",
  "list_volume",
  "project_id",
  "is_public",
]);

/** By which values each kind can be filtered, as Cinder tells it. */
export const FILTERS: Record<string, string[]> = {
  volume: [
    "name",
    "status",
    "metadata",
    "bootable",
    "migration_status",
    "availability_zone",
    "group_id",
    "size",
    "created_at",
    "updated_at",
    "consumes_quota",
  ],
  backup: ["name", "status", "volume_id"],
  snapshot: ["name", "status", "volume_id", "metadata", "availability_zone", "consumes_quota"],
  group: ["name"],
  group_snapshot: ["name", "status", "group_id"],
  message: ["resource_uuid", "resource_type", "event_id", "request_id", "message_level"],
};

export type Listing<T extends Owned> = {
  /** `backups`, the collection's word in path and answer. */
  word: string;
  /** `Backup`, as a missing marker is worded. */
  noun: string;
  rows: T[];
  /** Values by which callers may filter; others are refused. */
  fields: (row: T) => Record<string, unknown>;
  sortable?: (row: T, key: string) => string | number | null;
  view: (row: T) => unknown;
  /** The longer list, below `/detail`. */
  detailed?: boolean;
  /** From which microversion `with_count` is known. */
  counted?: boolean;
};

/** What is the project's own, or everything for an administrator who asks for all tenants. */
export function visible<T extends Owned>(call: Call, rows: T[]): T[] {
  const all = call.caller.isAdmin && isTrue(call.query.get("all_tenants"));
  if (!all) return rows.filter((row) => row.projectId === call.projectId);
  const project = call.query.get("project_id");
  return project === null ? rows : rows.filter((row) => row.projectId === project);
}

/** Filtered, sorted and paged as Cinder does it, newest first. */
export function list<T extends Owned>(call: Call, listing: Listing<T>): Answer {
  const matching = sorted(call, listing, filtered(call, listing));
  const limit = wholeNumber(call, "limit");
  const offset = wholeNumber(call, "offset") ?? 0;
  const start = afterMarker(call, listing, matching) + offset;
  const page =
    limit === null ? matching.slice(start, start + 1000) : matching.slice(start, start + Math.min(limit, 1000));
  const last = page.at(-1);
  const more = limit !== null && last !== undefined && page.length >= Math.min(limit, 1000);
  return ok({
    [listing.word]: page.map(listing.view),
    ...(more ? { [`${listing.word}_links`]: [{ rel: "next", href: nextPage(call, listing, last.id) }] } : {}),
    ...(listing.counted === true && call.minor >= 45 && isTrue(call.query.get("with_count"))
      ? { count: matching.length }
      : {}),
  });
}

function filtered<T extends Owned>(call: Call, listing: Listing<T>): T[] {
  const asked = [...call.query].filter(([key]) => !ALWAYS.has(key));
  const first = listing.rows[0];
  const known = first === undefined ? null : new Set(Object.keys(listing.fields(first)));
  const unknown = asked.map(([key]) => key).filter((key) => (known === null ? !KNOWN.has(key) : !known.has(key)));
  if (unknown.length > 0 && call.minor >= 31 && !call.caller.isAdmin) {
    throw badRequest(`Invalid filters ${unknown.join(", ")} are found in query options.`);
  }
  return visible(call, listing.rows).filter((row) => {
    const fields = listing.fields(row);
    return asked.every(([key, value]) => !(key in fields) || same(fields[key], value));
  });
}

const KNOWN = new Set(Object.values(FILTERS).flat());

function same(held: unknown, asked: string): boolean {
  if (isRecord(held)) return Object.entries(pairs(asked)).every(([key, value]) => held[key] === value);
  return String(held ?? "") === asked;
}

/** Cinder reads a Python dictionary here: `{'app': 'billing'}`. */
function pairs(text: string): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(text.replaceAll("u'", "'").replaceAll("'", '"'));
    return isRecord(read) ? read : {};
  } catch {
    throw badRequest(`Invalid input received: Invalid metadata filter ${text}`);
  }
}

function sorted<T extends Owned>(call: Call, listing: Listing<T>, rows: T[]): T[] {
  const text =
    call.query.get("sort") ?? `${call.query.get("sort_key") ?? "created_at"}:${call.query.get("sort_dir") ?? "desc"}`;
  const keys = text.split(",").map((part) => part.split(":"));
  const value = (row: T, key: string): string | number => {
    if (key === "created_at") return row.createdAt;
    if (key === "updated_at") return row.updatedAt ?? 0;
    if (key === "id") return row.id;
    const held = listing.fields(row)[key];
    return typeof held === "number" ? held : String(held ?? "");
  };
  return [...rows].sort((a, b) => {
    for (const [key = "created_at", direction = "desc"] of [...keys, ["id", "desc"]]) {
      const [left, right] = [value(a, key), value(b, key)];
      if (left !== right) return (left < right ? -1 : 1) * (direction === "asc" ? 1 : -1);
    }
    return 0;
  });
}

function wholeNumber(call: Call, name: "limit" | "offset"): number | null {
  const text = call.query.get(name);
  if (text === null) return null;
  if (!/^-?\d+$/.test(text)) throw badRequest(`${name} param must be an integer`);
  if (Number(text) < 0) throw badRequest(`${name} param must be positive`);
  return Number(text);
}

function afterMarker<T extends Owned>(call: Call, listing: Listing<T>, rows: T[]): number {
  const marker = call.query.get("marker");
  if (marker === null) return 0;
  const at = rows.findIndex((row) => row.id === marker);
  if (at === -1) throw notFound(`${listing.noun} ${marker} could not be found.`);
  return at + 1;
}

function nextPage<T extends Owned>(
  call: Call,
  { word, detailed = false }: Pick<Listing<T>, "word" | "detailed">,
  marker: string,
): string {
  const query = new URLSearchParams(call.query);
  query.set("marker", marker);
  return `${call.base}/v3/${call.projectId}/${word}${detailed ? "/detail" : ""}?${query}`;
}

/** What every new row begins with. */
export function newOwned(call: Call): Owned {
  const { clock } = call.world;
  return {
    id: newUuid(),
    projectId: call.projectId,
    userId: call.caller.userId,
    createdAt: clock.now(),
    updatedAt: null,
  };
}

/** The row of this id that the caller may see; another project's is as good as none. */
export function own<T extends Owned>(call: Call, row: T | undefined, missing: string): T {
  if (row === undefined || (row.projectId !== call.projectId && !call.caller.isAdmin)) throw notFound(missing);
  return row;
}

export function links(call: Call, word: string, row: Owned) {
  return [
    { rel: "self", href: `${call.base}/v3/${row.projectId}/${word}/${row.id}` },
    { rel: "bookmark", href: `${call.base}/${row.projectId}/${word}/${row.id}` },
  ];
}
