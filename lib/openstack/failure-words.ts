import type { ErrorCode } from "@/lib/domain/errors";
import type { OpenStackError, OpenStackErrorCode } from "./error";

type Words = {
  code: ErrorCode;
  /** What to do, for the person who asked just now. */
  person: string | null;
  /** What to do, for whoever reads later why a run failed. */
  run: string | null;
};

const AWAY = {
  code: "unreachable",
  person: "Try again in a while; the site's state is in the header.",
  run: "Try again when the service answers; the Sites page shows its state.",
} as const;
const REFUSED = { code: "refused", person: null, run: null } as const;

const WORDS: Record<OpenStackErrorCode, Words> = {
  expired: {
    code: "session-expired",
    person: "Sign in again; what you filled in stays.",
    run: "Renew the plan's credential on its page, then try again.",
  },
  forbidden: {
    code: "forbidden",
    person: "Ask the project's administrator for the role that allows it.",
    run: "Ask the cloud's administrator for the role that this call needs.",
  },
  "not-found": {
    code: "not-found",
    person: "It may have been deleted meanwhile: load the list again.",
    run: null,
  },
  conflict: { code: "conflict", person: "Wait until it is free, then try again.", run: null },
  invalid: REFUSED,
  quota: {
    code: "quota",
    person: "Free some of the quota, or ask the cloud's administrator for more.",
    run: "Free some quota or ask the administrator for more, then try again.",
  },
  "rate-limited": {
    code: "busy",
    person: "Wait a little, then try again.",
    run: "The cloud asks for patience: try again in a few minutes.",
  },
  unavailable: AWAY,
  timeout: AWAY,
  blocked: {
    code: "refused",
    person: "An administrator can allow the host on the site's page.",
    run: "An administrator can allow the host on the site's page.",
  },
  unsupported: REFUSED,
  unexpected: REFUSED,
};

export function codeOf({ code }: OpenStackError): ErrorCode {
  return WORDS[code].code;
}

/** The next thing to do; null when there is nothing better than the error's own words. */
export function remedyOf(error: OpenStackError, reader: "person" | "run"): string | null {
  if (error.uncertain && reader === "person") return "It may have happened all the same: look before asking again.";
  return WORDS[error.code][reader];
}
