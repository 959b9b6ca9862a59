import { isDatabaseLost } from "@/lib/db/database-loss";
import { AppError, type Failure } from "@/lib/domain/errors";
import { OpenStackError } from "@/lib/openstack/error";
import { codeOf, remedyOf } from "@/lib/openstack/failure-words";

/** What a failure that was reckoned with means to a person; null for a bug. */
export function foreseen(error: unknown): Failure | null {
  if (error instanceof AppError) return { code: error.code, message: error.message, ...error.detail };
  if (error instanceof OpenStackError) return fromCloud(error);
  return isDatabaseLost(error) ? WITHOUT_DATABASE : null;
}

const WITHOUT_DATABASE: Failure = {
  code: "unreachable",
  message: "Breakwater's database cannot be reached.",
  safe: "Nothing was changed, and checkpoints that exist are untouched.",
  remedy: "Try again in a while; runs go on as soon as the database answers.",
};

function fromCloud(error: OpenStackError): Failure {
  const remedy = remedyOf(error, "person");
  return {
    code: codeOf(error),
    message: error.message,
    ...(remedy ? { remedy } : {}),
    ...(error.retryable ? { safe: "Checkpoints that exist are not touched by this." } : {}),
  };
}
