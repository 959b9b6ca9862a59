import { z } from "zod";
import { failoverPurpose } from "./failover";

const place = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(["reachable", "degraded", "unreachable", "unknown"]),
});

/** What the wizard of a failover or a drill must know of the plan before it asks anything. */
export const failoverPlanFacts = z.object({
  planId: z.string(),
  planName: z.string(),
  from: place,
  /** Null: the plan has no recovery site, and nowhere to go. */
  to: place.nullable(),
  rtoMinutes: z.number(),
  /** How long a drill stands before it is cleaned up by itself. */
  drillHours: z.number(),
  /** What is under way or waits for a decision, and keeps another of its kind from being started. */
  open: z.array(z.object({ id: z.string(), purpose: failoverPurpose })),
});
export type FailoverPlanFacts = z.infer<typeof failoverPlanFacts>;
export type FailoverPlace = z.infer<typeof place>;
