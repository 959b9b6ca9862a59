import { z } from "zod";
import { instant, optionalInstant } from "../instant";

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null);

export const stack = z.looseObject({
  id: z.string(),
  stack_name: z.string(),
  description: text,
  /** ACTION_STATUS, such as CREATE_COMPLETE. */
  stack_status: z.string(),
  stack_status_reason: text,
  creation_time: instant,
  updated_time: optionalInstant,
  parent: text,
  tags: z
    .array(z.string())
    .nullish()
    .transform((value) => value ?? []),
});
export type Stack = z.infer<typeof stack>;

export const stackResource = z.looseObject({
  resource_name: z.string(),
  resource_type: z.string(),
  resource_status: z.string(),
  logical_resource_id: z.string(),
  /** The id at the resource's own service; "" until it exists. */
  physical_resource_id: z
    .string()
    .nullish()
    .transform((value) => value ?? ""),
  required_by: z.array(z.string()).default([]),
});
export type StackResource = z.infer<typeof stackResource>;
