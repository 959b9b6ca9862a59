"use server";

import { z } from "zod";
import { failoverInput } from "@/lib/domain/failover";
import { action } from "@/lib/server/action";
import { commitFailover as commit } from "./commit";
import { decideStep as decide } from "./decide";
import { reviewFailover as review } from "./review";
import { beginFailover } from "./start";
import { undoFailover as undo } from "./undo";

const failoverRef = z.object({ failoverId: z.string().min(1).max(64), confirmation: z.string().max(300).default("") });

/** What it would do, shown before anything is done. */
export const reviewFailover = action(
  "project:write",
  failoverInput,
  async (input, actor) => (await review(actor, input)).review,
);

/** Starts exactly what was reviewed. */
export const startFailover = action(
  "project:write",
  z.object({
    input: failoverInput,
    hash: z.string().min(1).max(128),
    reason: z.string().trim().min(3, "Say why, for those who read it later").max(500),
    confirmation: z.string().max(300),
  }),
  (asked, actor) => beginFailover(actor, asked),
);

/** Makes it final; the plan runs in the other direction from now on. */
export const commitFailover = action("project:write", failoverRef, (asked, actor) => commit(actor, asked));

/** Takes it back; for a drill, ends it. */
export const undoFailover = action("project:write", failoverRef, (asked, actor) => undo(actor, asked));

/** Passes a gate by hand, or skips a step that failed, with the reason. */
export const decideStep = action(
  "project:write",
  z.object({
    runId: z.string().min(1).max(64),
    stepKey: z.string().min(1).max(200),
    verdict: z.enum(["passed", "skipped"]),
    note: z.string().trim().max(500),
  }),
  (asked, actor) => decide(actor, asked),
);
