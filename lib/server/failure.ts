import "server-only";
import { AuthError } from "next-auth";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { AppError, type ErrorCode, type Failure } from "@/lib/domain/errors";
import type { Result } from "@/lib/domain/result";
import { log } from "@/lib/log";
import { OpenStackError, type OpenStackErrorCode } from "@/lib/openstack/error";
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

function foreseen(error: unknown): Failure | null {
  if (error instanceof AppError) return { code: error.code, message: error.message, ...error.detail };
  if (error instanceof OpenStackError) return fromCloud(error);
  return null;
}

const CODES: Record<OpenStackErrorCode, ErrorCode> = {
  expired: "session-expired",
  forbidden: "forbidden",
  "not-found": "not-found",
  conflict: "conflict",
  invalid: "refused",
  quota: "quota",
  "rate-limited": "busy",
  unavailable: "unreachable",
  timeout: "unreachable",
  blocked: "refused",
  unsupported: "refused",
  unexpected: "refused",
};

const REMEDIES: Partial<Record<OpenStackErrorCode, string>> = {
  expired: "Sign in again; what you filled in stays.",
  forbidden: "Ask the project's administrator for the role that allows it.",
  "not-found": "It may have been deleted meanwhile: load the list again.",
  conflict: "Wait until it is free, then try again.",
  quota: "Free some of the quota, or ask the cloud's administrator for more.",
  "rate-limited": "Wait a little, then try again.",
  unavailable: "Try again in a while; the site's state is in the header.",
  timeout: "It may have happened all the same: look before asking again.",
  blocked: "An administrator can allow the host on the site's page.",
};

function fromCloud(error: OpenStackError): Failure {
  const remedy = REMEDIES[error.code];
  return {
    code: CODES[error.code],
    message: error.message,
    ...(remedy ? { remedy } : {}),
    ...(error.retryable ? { safe: "Checkpoints that exist are not touched by this." } : {}),
  };
}
