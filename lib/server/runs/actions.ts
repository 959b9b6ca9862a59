"use server";

import { z } from "zod";
import { action } from "@/lib/server/action";
import { cancelRun as cancel, retryRun as retry } from "@/lib/workflows/start";
import { beginRemoval } from "./removal";

const runRef = z.object({ runId: z.string().min(1).max(64) });

/** Ends a run before its time; what was made so far stays. */
export const cancelRun = action("project:write", runRef, async ({ runId }, actor) => {
  await cancel({ scope: actor, runId, actor });
  return { runId };
});

/** Another attempt, from the first step that is not done. */
export const retryRun = action("project:write", runRef, async ({ runId }, actor) => {
  await retry({ scope: actor, runId, actor });
  return { runId };
});

/** Removes everything that a restore made; the plan's name must be typed. */
export const removeRestored = action(
  "project:write",
  runRef.extend({ confirmation: z.string().max(300) }),
  (asked, actor) => beginRemoval(actor, asked),
);
