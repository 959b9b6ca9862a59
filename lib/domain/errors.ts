/** What a foreseen failure is about; the screen chooses its manner by it. */
export const ERROR_CODES = [
  "invalid", // the input cannot be accepted; `fields` says where
  "signed-out", // no session, or it ended
  "session-expired", // the cloud no longer accepts the session's token: sign in again in place
  "forbidden", // the cloud or the role does not allow it
  "not-found", // does not exist, or belongs to another project
  "conflict", // the state does not allow it now
  "quota", // the cloud's quota would be exceeded
  "unreachable", // a site or service does not answer
  "refused", // the cloud answered with an error that the user can read
  "busy", // too many requests: try again later
  "internal", // a bug: logged with its id
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** What the browser learns of a failure: what happened, what is still safe, what to do. */
export type Failure = {
  code: ErrorCode;
  message: string;
  /** What was not touched, or is still there. */
  safe?: string;
  /** The next thing to do, as a sentence. */
  remedy?: string;
  /** Field path → message, for forms. */
  fields?: Record<string, string>;
  /** The id to quote from the log. */
  requestId?: string;
};

type Detail = Pick<Failure, "safe" | "remedy" | "fields"> & { cause?: unknown };

/** A foreseen failure. The message is for the user, the cause for the log. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly detail: Omit<Detail, "cause">;

  constructor(code: ErrorCode, message: string, { cause, ...detail }: Detail = {}) {
    super(message, { cause });
    this.name = "AppError";
    this.code = code;
    this.detail = detail;
  }
}
