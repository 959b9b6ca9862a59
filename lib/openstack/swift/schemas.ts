import { z } from "zod";

/** One entry of a container's listing: an object, or with a delimiter a common prefix. */
export const listed = z.union([
  z.looseObject({ subdir: z.string() }),
  z.looseObject({ name: z.string(), bytes: z.number(), hash: z.string(), content_type: z.string(), last_modified: z.string() }),
]);
export const listedObject = z.looseObject({ name: z.string(), bytes: z.number(), hash: z.string(), content_type: z.string(), last_modified: z.string() });
export type ListedObject = z.infer<typeof listedObject>;

export const listedContainer = z.looseObject({ name: z.string(), count: z.number(), bytes: z.number() });
export type ListedContainer = z.infer<typeof listedContainer>;
