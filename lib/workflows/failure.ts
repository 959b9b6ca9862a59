import { AppError, type ErrorCode } from "@/lib/domain/errors";
import type { Cause } from "@/lib/domain/run";
import { OpenStackError, SERVICES, type OpenStackErrorCode } from "@/lib/openstack/error";
import { codeOf, remedyOf } from "@/lib/openstack/failure-words";

/** Why a step did not succeed, as plain data: it is kept in the engine's journal and read back after a crash. */
export type StepFailure = {
  kind: "failed" | "cancelled";
  code: ErrorCode;
  /** Cinder, Nova …: what exactly went wrong there, for flows that decide by it. */
  openstack: OpenStackErrorCode | null;
  cause: Cause;
};

/** What a flow sees of a failed step. */
export class StepFailed extends AppError {
  readonly failure: StepFailure;
  constructor(failure: StepFailure) {
    super(failure.code, failure.cause.message, {
      safe: failure.cause.safe ?? undefined,
      remedy: failure.cause.remedy ?? undefined,
    });
    this.name = "StepFailed";
    this.failure = failure;
  }
}

/** The run is being cancelled: no further step begins, except those that tidy up. */
export class RunCancelled extends StepFailed {
  constructor() {
    super(CANCELLED);
    this.name = "RunCancelled";
  }
}

export const CANCELLED: StepFailure = {
  kind: "cancelled",
  code: "conflict",
  openstack: null,
  cause: { message: "The run was cancelled.", safe: null, remedy: null, service: null, status: null, requestId: null },
};

/** Null: not foreseen, a bug. */
export function failureOf(error: unknown): StepFailure | null {
  if (error instanceof StepFailed) return error.failure;
  if (error instanceof OpenStackError) return ofOpenStack(error);
  if (!(error instanceof AppError)) return null;
  const inner = error.cause instanceof OpenStackError ? ofOpenStack(error.cause) : null;
  return {
    kind: "failed",
    code: error.code,
    openstack: inner?.openstack ?? null,
    cause: {
      message: error.message,
      safe: error.detail.safe ?? null,
      remedy: error.detail.remedy ?? null,
      service: inner?.cause.service ?? null,
      status: inner?.cause.status ?? null,
      requestId: inner?.cause.requestId ?? null,
    },
  };
}

/** For what nobody foresaw: the log has the rest, under the run's id. */
export function unforeseen(runId: string): StepFailure {
  return {
    kind: "failed",
    code: "internal",
    openstack: null,
    cause: {
      message: "Breakwater failed in a way that it did not foresee.",
      safe: null,
      remedy: `Try the run again; if it fails again, give your administrator the run's id, ${runId}.`,
      service: null,
      status: null,
      requestId: null,
    },
  };
}

/** Asking again later may succeed, and asking twice does no harm. */
export function isTransient(error: unknown): error is OpenStackError {
  return error instanceof OpenStackError && error.retryable;
}

function ofOpenStack(error: OpenStackError): StepFailure {
  return {
    kind: "failed",
    code: codeOf(error),
    openstack: error.code,
    cause: {
      message: error.message,
      safe: null,
      remedy: remedyOf(error, "run"),
      service: SERVICES[error.service],
      status: error.status || null,
      requestId: error.requestId,
    },
  };
}
