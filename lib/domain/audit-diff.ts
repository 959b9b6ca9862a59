import type { Json } from "./json";

/** One value that a change altered; null on a side where it was not there. `path` is as one would write it: `schedule.every`. */
export type AuditChange = { path: string; before: string | null; after: string | null };

/** What differs between two recorded states, value by value, in the order of the record. */
export function auditDiff(before: Json | null, after: Json | null): AuditChange[] {
  const [old, fresh] = [leaves(before), leaves(after)];
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((path) => {
    const [was, is] = [old.get(path) ?? null, fresh.get(path) ?? null];
    return was === is ? [] : [{ path, before: was, after: is }];
  });
}

function leaves(value: Json | null, path = "", found = new Map<string, string>()): Map<string, string> {
  if (value === null && path === "") return found;
  if (typeof value !== "object" || value === null) return found.set(path || "value", text(value));
  const entries = Array.isArray(value)
    ? value.map((item, index) => [String(index + 1), item] as const)
    : Object.entries(value);
  // An empty list or object is a value too: emptied is not the same as absent.
  if (entries.length === 0) return found.set(path || "value", "none");
  for (const [key, item] of entries) leaves(item, path ? `${path}.${key}` : key, found);
  return found;
}

function text(value: string | number | boolean | null): string {
  if (value === null || value === "") return "none";
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value);
}
