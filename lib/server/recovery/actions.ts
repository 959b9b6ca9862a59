"use server";

import { z } from "zod";
import { restoreInput } from "@/lib/domain/restore";
import { action } from "@/lib/server/action";
import { reviewOf } from "./review";
import { beginRestore } from "./start";

/** What would be done, and whether it may: reads only. */
export const reviewRestore = action(
  "project:read",
  restoreInput,
  async (input, actor) => (await reviewOf(actor, input)).review,
);

/** Starts what the review of this hash showed. */
export const startRestore = action(
  "project:write",
  z.object({ input: restoreInput, hash: z.string().min(1).max(128) }),
  (asked, actor) => beginRestore(actor, asked),
);
