import "server-only";
import { AppError } from "@/lib/domain/errors";
import type { FailoverInput, FailoverRunInput } from "@/lib/domain/failover";
import { json } from "@/lib/domain/json";
import type { Actor } from "@/lib/domain/permissions";
import { isBlocked } from "@/lib/domain/restore-checks";
import { startFailover } from "@/lib/workflows/start";
import { usableCredential } from "../recovery/start";
import { requireFreshSignIn } from "../fresh-sign-in";
import { reviewFailover, type ReviewedFailover } from "./review";

type Asked = { input: FailoverInput; hash: string; reason: string; confirmation: string };

/** Starts exactly what was reviewed: everything is found out again, and any difference stops it. */
export async function beginFailover(actor: Actor, asked: Asked): Promise<{ runId: string }> {
  const reviewed = await reviewFailover(actor, asked.input);
  if (asked.input.purpose === "real") await requireFreshSignIn(actor);
  const { review, plan, target } = reviewed;
  if (review.hash !== asked.hash)
    throw new AppError("conflict", "What would be done has changed since it was shown.", {
      safe: "Nothing was started.",
      remedy: "Look at the review again; it shows how things stand now.",
    });
  refuseWhenBlocked(reviewed);
  if (asked.confirmation.trim() !== plan.name)
    throw new AppError("invalid", `Type ${plan.name} to confirm.`, {
      safe: "Nothing was started.",
      fields: { confirmation: `Type ${plan.name} here.` },
    });
  await usableCredential(actor, plan, target);
  return startFailover({
    plan,
    actor,
    input: runInputOf(asked, reviewed),
    targetName: target.name,
    expectedMs: review.expectedMs,
    declared: {
      reason: asked.reason,
      impactAt: asked.input.impactAt ? new Date(asked.input.impactAt) : null,
      declaredAt: new Date(),
      pointAt: review.point ? new Date(review.point.capturedAt) : null,
    },
  });
}

function refuseWhenBlocked({ review: { checks } }: ReviewedFailover): void {
  const first = checks.find((check) => check.verdict === "blocked");
  if (first && isBlocked(checks))
    throw new AppError("conflict", `${first.title}: ${first.detail}`, {
      safe: "Nothing was started.",
      remedy: first.remedy ?? undefined,
    });
}

function runInputOf({ input, hash }: Asked, reviewed: ReviewedFailover): FailoverRunInput {
  const { plan, target, source, request, failover, order } = reviewed;
  const { purpose, mode } = input;
  const places = { planId: plan.id, sourceSiteId: source.siteId, targetSiteId: target.id };
  const lastPoint = purpose === "real" && mode === "planned";
  return {
    purpose,
    mode,
    ...places,
    // Who is needed by others is shut down last.
    quiet: lastPoint ? [...order.servers].reverse().map(({ serverId, name }) => ({ serverId, name })) : [],
    restore: lastPoint
      ? null
      : {
          checkpointId: source.checkpointId,
          ...places,
          request: json.parse(request),
          hash,
          order: failover.order,
          steps: failover.steps,
        },
  };
}
