import type { Readable } from "node:stream";
import { request, type Dispatcher } from "undici";
import { BlockedAddress, guardUrl } from "./endpoint-guard";
import { OpenStackError, SERVICES, type ServiceName } from "./error";
import { notify, type Observe } from "./observer";
import { poolOf } from "./pool";
import type { Site } from "./site";

/** What all calls made for one purpose share. */
export type Link = {
  site: Site;
  /** Sent as the global request id: `req-<uuid>`. */
  requestId: string;
  signal?: AbortSignal;
  observe?: Observe;
  /** How long a service may take to begin its answer. */
  timeoutMs: number;
  /** How long a reading may take with all its attempts; without it, as long as they take. */
  readingMs?: number;
};

export type Ask = {
  service: ServiceName;
  method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  url: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array | Readable | null;
  /** Changes nothing whatever its method, such as signing in. */
  harmless?: boolean;
};
type Asked = Pick<Ask, "service"> & Partial<Pick<Ask, "method" | "harmless">>;

export type Answer = {
  /** What it answers. */
  to: Asked;
  status: number;
  headers: Record<string, string>;
  /** Must be read or dumped, or its connection stays taken. */
  body: Dispatcher.ResponseData["body"];
  requestId: string | null;
  /** To be called when the body has come whole. */
  wasRead: () => Promise<void>;
};

/** Sends one request once and returns whatever comes back; no answer at all is an OpenStackError. */
export async function exchange(link: Link, ask: Ask): Promise<Answer> {
  if (link.signal?.aborted) throw gaveUp(link, ask);
  const url = guarded(link, ask);
  const { limit } = poolOf(link.site);
  return untilAborted(
    link,
    ask,
    limit(() => send(link, ask, url)),
  );
}

/** The bytes of an answer as text; a connection that breaks meanwhile is an OpenStackError like one that breaks before. */
export async function textOf(link: Link, answer: Answer): Promise<string> {
  try {
    const text = await answer.body.text();
    await answer.wasRead();
    return text;
  } catch (error) {
    throw noAnswer(link, answer.to, error);
  }
}

/** The same for one reading: its attempts and the pauses between them share one deadline. */
export function forReading(link: Link): Link {
  if (link.readingMs === undefined) return link;
  const deadline = AbortSignal.timeout(link.readingMs);
  return { ...link, signal: link.signal ? AbortSignal.any([link.signal, deadline]) : deadline };
}

/** Ends the waiting, not the work, when the link's signal says so: for work that several share. */
export function untilAborted<T>(link: Link, asked: Asked, work: Promise<T>): Promise<T> {
  const { signal } = link;
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const abort = () => reject(gaveUp(link, asked));
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

async function send(link: Link, ask: Ask, url: URL): Promise<Answer> {
  if (link.signal?.aborted) throw gaveUp(link, ask);
  const seen = { service: ask.service, site: link.site.name, method: ask.method, url: url.href };
  await notify({ ...seen, moment: "sent", status: null, requestId: link.requestId, ms: 0 }, link.observe);
  const began = performance.now();
  const tell = (moment: "answered" | "read", status: number, requestId: string | null) =>
    notify({ ...seen, moment, status, requestId, ms: performance.now() - began }, link.observe);
  try {
    const response = await request(url, {
      method: ask.method,
      headers: { accept: "application/json", ...ask.headers, "x-openstack-request-id": link.requestId },
      body: ask.body ?? null,
      dispatcher: poolOf(link.site).agent,
      headersTimeout: link.timeoutMs,
      bodyTimeout: link.timeoutMs,
      signal: link.signal,
    });
    const headers = flat(response.headers);
    const requestId =
      headers["x-openstack-request-id"] ?? headers["x-compute-request-id"] ?? headers["x-trans-id"] ?? null;
    const { statusCode: status, body } = response;
    await tell("answered", status, requestId);
    return { to: ask, status, headers, body, requestId, wasRead: () => tell("read", status, requestId) };
  } catch (error) {
    await tell("answered", 0, link.requestId);
    throw noAnswer(link, ask, error);
  }
}

function guarded(link: Link, ask: Ask): URL {
  try {
    return guardUrl(ask.url, link.site);
  } catch (error) {
    throw noAnswer(link, ask, error);
  }
}

function flat(headers: Dispatcher.ResponseData["headers"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
}

/** Nothing reached the service: these failures come before the request is written. */
const NEVER_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

function noAnswer(link: Link, ask: Asked, error: unknown): OpenStackError {
  const facts = { service: ask.service, site: link.site.name, status: 0, requestId: link.requestId, cause: error };
  const who = `${SERVICES[ask.service]} at ${link.site.name}`;
  if (error instanceof BlockedAddress)
    return new OpenStackError(`The address of ${who} is not allowed: ${error.message}.`, { ...facts, code: "blocked" });
  if (link.signal?.aborted) return gaveUp(link, ask);
  if (NEVER_SENT.has(codeOf(error)))
    return new OpenStackError(`${who} cannot be reached.`, { ...facts, code: "unavailable" });
  if (isCertificate(error))
    return new OpenStackError(`The certificate of ${who} is not trusted.`, { ...facts, code: "unavailable" });
  return new OpenStackError(`${who} did not answer.`, { ...facts, code: "timeout", uncertain: mayChange(ask) });
}

function gaveUp(link: Link, ask: Asked): OpenStackError {
  const facts = {
    service: ask.service,
    site: link.site.name,
    status: 0,
    requestId: link.requestId,
    cause: link.signal?.reason,
  };
  return new OpenStackError(`${SERVICES[ask.service]} at ${link.site.name} did not answer in time.`, {
    ...facts,
    code: "timeout",
    uncertain: mayChange(ask),
  });
}

function mayChange({ method = "GET", harmless = false }: Asked): boolean {
  return !harmless && method !== "GET" && method !== "HEAD";
}

/** The code of a failure of the connection, such as ECONNRESET; "" when there is none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

function isCertificate(error: unknown): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL/.test(codeOf(error));
}
