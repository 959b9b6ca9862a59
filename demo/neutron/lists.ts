import type { z } from "zod";
import { ApiError, isRecord, ok, param, type Answer, type Call } from "../call";
import { secondTime } from "../clock";
import { newUuid } from "../ids";
import type { NeutronTables } from "./records";

type Common = { id: string; project_id: string; revision_number: number; updated_at: string };

/** What all of Neutron's collections have in common. */
export type Kind<T extends Common> = {
  /** `network`, as the body's key; the plural is made of it. */
  word: string;
  /** `Network`, as errors name it. */
  noun: string;
  rows: (tables: NeutronTables) => { get(id: string): T | undefined; all(): T[] };
  /** Networks and their subnets may be another project's and still be seen. */
  shared?: (call: Call, row: T) => boolean;
  /** What goes over the wire besides the row. */
  more?: (call: Call, row: T) => Record<string, unknown>;
};

export const bad = (message: string, type = "HTTPBadRequest") => new ApiError(400, message, type);
export const inUse = (message: string, type: string) => new ApiError(409, message, type);

export function stamp(call: Call) {
  const at = secondTime(call.world.clock.now());
  return { id: newUuid(), project_id: call.projectId, created_at: at, updated_at: at, revision_number: 1 };
}

export function touched<T extends Common>(call: Call, row: T): T {
  return { ...row, revision_number: row.revision_number + 1, updated_at: secondTime(call.world.clock.now()) };
}

export function wire<T extends Common>(call: Call, kind: Kind<T>, row: T): Record<string, unknown> {
  const all: Record<string, unknown> = { ...row, tenant_id: row.project_id, ...kind.more?.(call, row) };
  const fields = call.query.getAll("fields");
  if (fields.length === 0) return all;
  return Object.fromEntries(fields.filter((field) => field in all).map((field) => [field, all[field]]));
}

function seen<T extends Common>(call: Call, kind: Kind<T>, row: T): boolean {
  return call.caller.isAdmin || row.project_id === call.projectId || kind.shared?.(call, row) === true;
}

export function find<T extends Common>(call: Call, kind: Kind<T>, id: string): T {
  const row = kind.rows(call.site.neutron).get(id);
  if (row !== undefined && seen(call, kind, row)) return row;
  const words =
    kind.noun === "Security group" ? `Security group ${id} does not exist` : `${kind.noun} ${id} could not be found.`;
  throw new ApiError(
    404,
    words,
    `${kind.noun.replace(/(^| )(\w)/g, (_all, _space: string, letter: string) => letter.toUpperCase())}NotFound`,
  );
}

/** A row that the caller may change: seeing a shared network is not owning it. */
export function findOwn<T extends Common>(call: Call, kind: Kind<T>, id: string): T {
  const row = find(call, kind, id);
  if (row.project_id !== call.projectId && !call.caller.isAdmin) {
    throw new ApiError(403, `rule:update_${kind.word} is disallowed by policy`, "PolicyNotAuthorized");
  }
  return row;
}

export function show<T extends Common>(call: Call, kind: Kind<T>): Answer {
  return ok({ [kind.word]: wire(call, kind, find(call, kind, param(call, "id"))) });
}

export function made<T extends Common>(call: Call, kind: Kind<T>, row: T): Answer {
  return { status: 201, body: { [kind.word]: wire(call, kind, row) } };
}

/** The object under the kind's word, checked; what Neutron does not know it refuses. */
export function read<S extends z.ZodType>(call: Call, word: string, schema: S): z.output<S> {
  const body = isRecord(call.body) ? call.body[word] : undefined;
  if (!isRecord(body)) throw bad(`Unable to find '${word}' in request body`);
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  if (issue?.code === "unrecognized_keys") throw bad(`Unrecognized attribute(s) '${issue.keys.join(", ")}'`);
  const field = issue?.path[0] === undefined ? word : String(issue.path[0]);
  if (body[field] === undefined) throw bad(`Failed to parse request. Required attribute '${field}' not specified`);
  throw bad(`Invalid input for ${field}. Reason: '${String(body[field])}' is not valid: ${issue?.message ?? ""}.`);
}

const PAGING = new Set(["limit", "marker", "page_reverse", "fields", "sort_key", "sort_dir"]);

export function listAll<T extends Common>(call: Call, kind: Kind<T>): Answer {
  const plural = `${kind.word}s`;
  const rows = kind
    .rows(call.site.neutron)
    .all()
    .filter((row) => seen(call, kind, row));
  const matching = rows.filter((row) => matches(call, kind, row)).sort(order(call));
  const marker = call.query.get("marker");
  const at = marker === null ? -1 : matching.findIndex((row) => row.id === marker);
  if (marker !== null && at === -1) find(call, kind, marker);
  const limit = Number(call.query.get("limit") ?? "0");
  const page = limit > 0 ? matching.slice(at + 1, at + 1 + limit) : matching.slice(at + 1);
  const last = page.at(-1);
  const more = limit > 0 && last !== undefined && page.length === limit;
  return ok({
    [plural]: page.map((row) => wire(call, kind, row)),
    ...(more ? { [`${plural}_links`]: [{ rel: "next", href: next(call, plural, last.id) }] } : {}),
  });
}

function next(call: Call, plural: string, marker: string): string {
  const query = new URLSearchParams(call.query);
  query.set("marker", marker);
  return `${call.base}/v2.0/${plural.replaceAll("_", "-")}?${query}`;
}

function order(call: Call): (a: Common, b: Common) => number {
  const keys = call.query.getAll("sort_key");
  const directions = call.query.getAll("sort_dir");
  return (a, b) => {
    for (const [index, key] of [...keys, "id"].entries()) {
      const [left, right] = [String(Reflect.get(a, key) ?? ""), String(Reflect.get(b, key) ?? "")];
      if (left !== right) return (left < right ? -1 : 1) * (directions[index] === "desc" ? -1 : 1);
    }
    return 0;
  };
}

function matches<T extends Common>(call: Call, kind: Kind<T>, row: T): boolean {
  const all: Record<string, unknown> = { ...row, tenant_id: row.project_id, ...kind.more?.(call, row) };
  return [...new Set(call.query.keys())]
    .filter((key) => !PAGING.has(key))
    .every((key) => passes(all, key, call.query.getAll(key)));
}

function passes(row: Record<string, unknown>, key: string, asked: string[]): boolean {
  const tags = Array.isArray(row["tags"]) ? row["tags"] : [];
  const wanted = asked.flatMap((value) => value.split(","));
  if (key === "tags") return wanted.every((tag) => tags.includes(tag));
  if (key === "tags-any") return wanted.some((tag) => tags.includes(tag));
  if (key === "not-tags") return !wanted.every((tag) => tags.includes(tag));
  const held = row[key];
  if (key === "fixed_ips" && Array.isArray(held)) return asked.every((text) => hasAddress(held, text));
  if (key === "security_groups" && Array.isArray(held)) return asked.some((id) => held.includes(id));
  if (!(key in row)) return true;
  return asked.some((value) => String(held ?? "").toLowerCase() === value.toLowerCase());
}

/** `ip_address=10.0.0.4` or `subnet_id=…`, as Neutron's clients write it. */
function hasAddress(held: unknown[], text: string): boolean {
  const [field = "", value = ""] = text.split("=");
  return held.some((one) => isRecord(one) && one[field] === value);
}
