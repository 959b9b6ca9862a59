import { z } from "zod";
import { OpenStackError, SERVICES, type OpenStackErrorCode, type ServiceName } from "./error";
import type { Answer } from "./exchange";

const inner = z.looseObject({ message: z.string().optional(), title: z.string().optional() });
/** Neutron's; Heat's, which also has `explanation`; Freezer's description; Nova's and Cinder's by one key of any name. */
const shapes = z.looseObject({
  NeutronError: z.union([z.string(), z.looseObject({ type: z.string(), message: z.string() })]).optional(),
  error: z.union([z.string(), inner]).optional(),
  explanation: z.string().optional(),
  message: z.string().optional(),
  description: z.string().optional(),
  title: z.string().optional(),
});

/** What the service said in its refusal, in plain text; "" when it said nothing that a person could read. */
export function spokenError(body: string): string {
  const parsed = shapes.safeParse(jsonOf(body));
  return tidy(parsed.success ? fromJson(parsed.data) : fromMarkup(body));
}

/** The error that an answer of 300 and more means. */
export function refusal(
  at: { service: ServiceName; site: string },
  answer: Pick<Answer, "status" | "headers" | "requestId">,
  body: string,
): OpenStackError {
  const said = spokenError(body);
  const code = codeFor(answer.status, said);
  return new OpenStackError(sentence(at, code, answer.status, said), {
    ...at,
    code,
    status: answer.status,
    requestId: answer.requestId,
    retryAfterMs: retryAfter(answer.headers["retry-after"]),
  });
}

/** Retry-After is seconds or a date; in milliseconds from now. */
export function retryAfter(header: string | undefined, now = new Date()): number | null {
  if (!header) return null;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now.getTime();
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}

function codeFor(status: number, said: string): OpenStackErrorCode {
  if (/quota|maximum number of|OverQuota|limit exceeded/i.test(said) && [400, 403, 409, 413].includes(status))
    return "quota";
  if (status >= 500) return "unavailable";
  const codes: Record<number, OpenStackErrorCode> = {
    401: "expired",
    403: "forbidden",
    404: "not-found",
    406: "unsupported",
    409: "conflict",
    410: "not-found",
    413: "quota",
    429: "rate-limited",
  };
  return codes[status] ?? (status < 400 ? "unexpected" : "invalid");
}

function sentence(
  at: { service: ServiceName; site: string },
  code: OpenStackErrorCode,
  status: number,
  said: string,
): string {
  const who = `${SERVICES[at.service]} at ${at.site}`;
  const why = said ? `: ${said}` : ".";
  if (code === "expired") return `${who} does not accept the sign-in: it expired, was revoked, or is wrong.`;
  if (code === "forbidden") return `${who} does not allow this${why}`;
  if (code === "not-found") return `${who} does not have it${why}`;
  if (code === "quota") return `The project's quota at ${at.site} does not allow this${why}`;
  if (code === "rate-limited") return `${who} has too many requests now.`;
  if (code === "unavailable") return `${who} failed with status ${status}${why}`;
  if (code === "unexpected") return `${who} answered with status ${status}, which is not understood.`;
  return `${who} refused${why}`;
}

function fromJson(body: z.infer<typeof shapes>): string {
  const neutron = body.NeutronError;
  if (neutron) return typeof neutron === "string" ? neutron : neutron.message;
  if (typeof body.error === "string") return body.error;
  const spoken = body.error?.message ?? body.explanation ?? body.message ?? body.description;
  if (spoken) return spoken;
  for (const value of Object.values(body)) {
    const fault = inner.safeParse(value);
    if (fault.success && fault.data.message) return fault.data.message;
  }
  return body.title ?? "";
}

function fromMarkup(body: string): string {
  const text = body.replace(/<(title|style|script)[^>]*>[\s\S]*?<\/\1>/gi, " ").replace(/<[^>]+>/g, " ");
  return text
    .replace(/&quot;/g, '"')
    .replace(/&#39;|&#x27;/g, "'")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&");
}

function tidy(text: string): string {
  // Glance leaves markup in its JSON, Manila an unfilled place holder.
  const plain = text.replace(/<\/?(br|p|h1|h2|pre|code)\b[^>]*>/gi, " ").replace(/%\(\w+\)s/g, "");
  const line = plain.replace(/\s+/g, " ").trim();
  return line.length > 600 ? `${line.slice(0, 599)}…` : line;
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined; // Not JSON is one of the six shapes.
  }
}
