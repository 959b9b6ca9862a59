import { z } from "zod";
import { instant } from "./json";

/** What the plan's page says of its bank. */
export const bankView = z.object({
  siteName: z.string(),
  /** In words: which container or directory; empty until it was written once. */
  place: z.string(),
  writtenAt: instant.nullable(),
  triedAt: instant.nullable(),
  /** Why it is not as new as the plan. */
  problem: z.string().nullable(),
  /** The key is shown once. Null: there is none yet. */
  keyShownAt: instant.nullable(),
  hasKey: z.boolean(),
});
export type BankView = z.infer<typeof bankView>;
