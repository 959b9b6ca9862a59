import { z } from "zod";

/** The database refuses a null character, and half of a surrogate pair has no bytes in UTF-8. */
const ODD = /\u0000|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** Whether a text holds what no one can store. */
export function isOddText(text: string): boolean {
  return ODD.test(text);
}

/** The first place in `value` whose text cannot be stored, as a dotted path ("" for the whole); null: there is none. */
export function oddTextPath(value: unknown, path: readonly string[] = []): string | null {
  if (typeof value === "string") return isOddText(value) ? path.join(".") : null;
  if (typeof value !== "object" || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const found = isOddText(key) ? path.join(".") : oddTextPath(inner, [...path, key]);
    if (found !== null) return found;
  }
  return null;
}

/** `schema`, for input whose every text can be stored. */
export function storable<S extends z.ZodType>(schema: S) {
  return schema.superRefine((value, context) => {
    const path = oddTextPath(value);
    if (path !== null)
      context.addIssue({
        code: "custom",
        message: "Holds a character that cannot be stored",
        path: path === "" ? [] : path.split("."),
      });
  });
}

/** A text from an address: what cannot be stored cannot be found either, and becomes the sign for "unreadable". */
export function readable(text: string): string {
  return isOddText(text) ? text.replace(new RegExp(ODD, "g"), "\uFFFD") : text;
}
