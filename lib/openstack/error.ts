/** The services by the names that their users know. */
export const SERVICES = {
  keystone: "Keystone",
  nova: "Nova",
  cinder: "Cinder",
  glance: "Glance",
  neutron: "Neutron",
  swift: "Swift",
  heat: "Heat",
} as const;
export type ServiceName = keyof typeof SERVICES;

export type OpenStackErrorCode =
  | "expired" // the credentials are not, or no longer, accepted
  | "forbidden" // the cloud's policy says no
  | "not-found"
  | "conflict" // the state of the thing does not allow it now
  | "invalid" // the request was not understood or not acceptable
  | "quota"
  | "rate-limited"
  | "unavailable" // no connection, or the service says that it cannot
  | "timeout" // sent, and no answer: it may have happened
  | "blocked" // the endpoint guard refused the address
  | "unsupported" // this cloud lacks the service or the microversion
  | "unexpected"; // an answer that does not look like OpenStack's

type Facts = {
  service: ServiceName;
  site: string;
  code: OpenStackErrorCode;
  /** HTTP status; 0 when there was no answer. */
  status: number;
  requestId?: string | null;
  /** What the server asked us to wait, in milliseconds. */
  retryAfterMs?: number | null;
  /** It was to change something, and may have done so. */
  uncertain?: boolean;
  cause?: unknown;
};

const RETRYABLE = new Set<OpenStackErrorCode>(["rate-limited", "unavailable", "timeout"]);

/** A service of a cloud refused, failed or did not answer. The message is a sentence for the user. */
export class OpenStackError extends Error {
  readonly service: ServiceName;
  readonly site: string;
  readonly code: OpenStackErrorCode;
  readonly status: number;
  readonly requestId: string | null;
  readonly retryAfterMs: number | null;
  /** Asking again later may succeed. After a create, look first whether it happened. */
  readonly retryable: boolean;
  /** Nobody knows whether what was asked has happened. */
  readonly uncertain: boolean;

  constructor(message: string, { cause, ...facts }: Facts) {
    super(message, { cause });
    this.name = "OpenStackError";
    this.service = facts.service;
    this.site = facts.site;
    this.code = facts.code;
    this.status = facts.status;
    this.requestId = facts.requestId ?? null;
    this.retryAfterMs = facts.retryAfterMs ?? null;
    this.retryable = RETRYABLE.has(facts.code);
    this.uncertain = facts.uncertain ?? false;
  }
}

/** Whether `error` is an OpenStackError with one of these codes. */
export function isOpenStackError(error: unknown, ...codes: OpenStackErrorCode[]): error is OpenStackError {
  return error instanceof OpenStackError && (codes.length === 0 || codes.includes(error.code));
}
