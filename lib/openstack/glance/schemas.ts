import { z } from "zod";
import { instant, optionalInstant } from "../instant";

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null);

/** Everything that Glance has beyond these fields is a property that somebody set: they stay in the object. */
export const image = z.looseObject({
  id: z.string(),
  name: text,
  status: z.string(),
  visibility: z.string(),
  owner: text,
  /** Bytes; null until they have been uploaded. */
  size: z
    .number()
    .nullish()
    .transform((value) => value ?? null),
  virtual_size: z
    .number()
    .nullish()
    .transform((value) => value ?? null),
  disk_format: text,
  container_format: text,
  min_disk: z.number().default(0),
  min_ram: z.number().default(0),
  checksum: text,
  os_hash_algo: text,
  os_hash_value: text,
  protected: z.boolean().default(false),
  tags: z.array(z.string()).default([]),
  created_at: instant,
  updated_at: optionalInstant,
});
export type Image = z.infer<typeof image>;

const OWN = new Set([
  ...Object.keys(image.shape),
  "self",
  "file",
  "schema",
  "stores",
  "direct_url",
  "locations",
  "os_hidden",
]);

/** The properties that belong to the image and not to Glance's bookkeeping; what a faithful copy needs. */
export function propertiesOf(found: Image): Record<string, string> {
  const entries = Object.entries(found).filter(
    ([name, value]) => !OWN.has(name) && typeof value === "string" && !name.startsWith("os_glance"),
  );
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}
