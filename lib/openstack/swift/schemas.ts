import { z } from "zod";

export const listedObject = z.looseObject({
  name: z.string(),
  bytes: z.number(),
  hash: z.string(),
  content_type: z.string(),
  last_modified: z.string(),
});
export type ListedObject = z.infer<typeof listedObject>;

export const listedContainer = z.looseObject({ name: z.string(), count: z.number(), bytes: z.number() });
export type ListedContainer = z.infer<typeof listedContainer>;
