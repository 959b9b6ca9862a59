import type { z } from "zod";
import { readable } from "@/lib/domain/odd-text";

export type RawQuery = Record<string, string | string[]>;

/** Parses what came in an address, where everything is text: the schema says what was meant as a number, a truth or a list. */
export function parseQuery<S extends z.ZodType>(schema: S, raw: RawQuery) {
  // `?search=` means: not given.
  const values: Record<string, unknown> = Object.fromEntries(
    Object.entries(raw)
      .filter(([, value]) => value !== "")
      .map(([key, value]) => [key, typeof value === "string" ? readable(value) : value.map(readable)]),
  );
  const first = schema.safeParse(values);
  if (first.success) return first;
  for (const issue of first.error.issues) {
    const [key] = issue.path;
    if (typeof key !== "string" || issue.code !== "invalid_type") continue;
    values[key] = meant(values[key], issue.expected);
  }
  return schema.safeParse(values);
}

function meant(value: unknown, expected: string): unknown {
  if (expected === "array" && typeof value === "string") return [value];
  if (typeof value !== "string") return value;
  if (expected === "number" || expected === "int") return Number(value);
  if (expected === "boolean")
    return value === "true" || value === "1" ? true : value === "false" || value === "0" ? false : value;
  return value;
}
