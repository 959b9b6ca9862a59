import { createHash } from "node:crypto";

/** The metadata key by which a resource that a run created is found again. */
export const TAG_KEY = "breakwater:tag";

/** The same for Glance, whose properties are filtered by query parameters. */
export const IMAGE_TAG_KEY = "breakwater_tag";

/** For Nova's and Neutron's tags, which are short and may hold neither comma nor slash. */
export function shortTag(tag: string): string {
  return `bw-${createHash("sha256").update(tag).digest("hex").slice(0, 40)}`;
}
