import { createHash } from "node:crypto";
import type { Json } from "./json";

/** The one way to write a value: keys sorted by code unit, no blanks. Equal values give equal text. */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value !== "object") return scalar(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const keys = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`).join(",")}}`;
}

/** SHA-256 of a text's UTF-8, in hexadecimal. */
export function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

export function hashOf(value: Json): string {
  return sha256(canonicalJson(value));
}

function scalar(value: null | boolean | number | string): string {
  if (typeof value === "number" && !Number.isFinite(value)) throw new RangeError("JSON has no infinite numbers");
  return JSON.stringify(value);
}
