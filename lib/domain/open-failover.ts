import { z } from "zod";
import { failoverPurpose } from "./failover";

/** A failover or a drill that is under way or waits for a decision, and the resources that it is about. */
export const openFailover = z.object({
  id: z.string(),
  planId: z.string(),
  planName: z.string(),
  purpose: failoverPurpose,
  toName: z.string(),
  /** What it made in the place of protected resources. */
  successorIds: z.array(z.string()),
});
export type OpenFailover = z.infer<typeof openFailover>;
