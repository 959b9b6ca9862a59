import { z } from "zod";

/** A value that can be stored as JSON and comes back the same. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export const json: z.ZodType<Json> = z.json();

/** An instant as it travels: ISO 8601, UTC. */
export const instant = z.iso.datetime({ offset: false });
