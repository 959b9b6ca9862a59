import { z } from "zod";
import { instant } from "./json";
import { credentialView } from "./plan";

/** One of a person's own sign-ins. */
export const ownSession = z.object({
  id: z.string(),
  projectName: z.string(),
  method: z.enum(["password", "application-credential"]),
  address: z.string(),
  userAgent: z.string(),
  createdAt: instant,
  lastSeenAt: instant,
  /** Whether it asks for the password before it goes on. */
  expired: z.boolean(),
  /** The one that asks. */
  current: z.boolean(),
});
export type OwnSession = z.infer<typeof ownSession>;

/** The access by which a plan's scheduled work is done. */
export const planCredential = z.object({
  planId: z.string(),
  planName: z.string(),
  siteName: z.string(),
  credential: credentialView,
});
export type PlanCredential = z.infer<typeof planCredential>;

export const sessionRef = z.object({ sessionId: z.string().min(1).max(64) });
