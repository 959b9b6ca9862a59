import "server-only";
import { AuthError } from "next-auth";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { AppError, type Failure } from "@/lib/domain/errors";
import type { Result } from "@/lib/domain/result";
import { log } from "@/lib/log";
import { foreseen } from "./foreseen";
import { requestFacts } from "./request";

/** What the browser may learn of an error. Bugs are logged, once, here. */
export async function toFailure(error: unknown): Promise<Failure> {
  const { requestId } = await requestFacts();
  const known = foreseen(unwrapped(error));
  if (known) {
    log.info({ requestId, code: known.code, err: causeOf(error) }, known.message);
    // For what the person mends alone the id is only noise.
    return known.code === "invalid" ? known : { ...known, requestId };
  }
  log.error({ requestId, err: error }, "A failure that nobody foresaw");
  return {
    code: "internal",
    message: "Something went wrong in Breakwater itself.",
    safe: "Checkpoints that exist are not touched by this.",
    remedy: "Try again; if it stays so, give your administrator the request id.",
    requestId,
  };
}

/** For pages: the data, or the failure to show in its place. Redirects and not-found pass through. */
export async function attempt<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, data: await work() };
  } catch (error) {
    unstable_rethrow(error);
    return { ok: false, error: await toFailure(error) };
  }
}

/** What is wrong with an input, field by field. */
export function invalid(error: z.ZodError): Failure {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) fields[issue.path.join(".")] ??= issue.message;
  return {
    code: "invalid",
    message: "Some values cannot be accepted.",
    safe: "Nothing was changed.",
    remedy: "Correct the marked fields.",
    fields,
  };
}

// next-auth wraps what its callbacks throw.
function unwrapped(error: unknown): unknown {
  if (!(error instanceof AuthError)) return error;
  const cause = error.cause;
  return cause && "err" in cause ? cause.err : error;
}

function causeOf(error: unknown): unknown {
  const inner = unwrapped(error);
  return inner instanceof AppError ? inner.cause : inner;
}
