import { Readable } from "node:stream";
import type { z } from "zod";
import { refusal } from "./answer";
import { baseUrl, endpointOf } from "./endpoints";
import { OpenStackError, SERVICES, type ServiceName } from "./error";
import { exchange, forReading, textOf, untilAborted, type Answer, type Ask, type Link } from "./exchange";
import type { Token } from "./keystone/authenticate";
import { microversionHeader, versionsOf, type Versions } from "./microversion";
import { retrying } from "./retry";
import type { Session } from "./session";

export type Query = Record<string, string | number | boolean | readonly string[] | null | undefined>;
export type Options = {
  query?: Query;
  headers?: Record<string, string>;
  /** A microversion below the newest, where behaviour depends on it. */
  wanted?: string;
  /** The least microversion that has what we ask for. */
  needed?: string;
};
type Body = { json?: unknown; bytes?: Uint8Array | Readable };

/** Talks to one service of one site with one identity. Every failure is an OpenStackError. */
export type Http = {
  readonly site: Link["site"];
  get: <S extends z.ZodType>(path: string, schema: S, options?: Options) => Promise<z.output<S>>;
  /** Null when there is no such thing. */
  find: <S extends z.ZodType>(path: string, schema: S, options?: Options) => Promise<z.output<S> | null>;
  post: <S extends z.ZodType>(path: string, json: unknown, schema: S, options?: Options) => Promise<z.output<S>>;
  put: <S extends z.ZodType>(path: string, json: unknown, schema: S, options?: Options) => Promise<z.output<S>>;
  patch: <S extends z.ZodType>(path: string, json: unknown, schema: S, options?: Options) => Promise<z.output<S>>;
  /** For what answers with nothing worth reading. */
  act: (method: "POST" | "PUT", path: string, json?: unknown, options?: Options) => Promise<void>;
  /** Already gone is gone. */
  remove: (path: string, options?: Options) => Promise<void>;
  head: (path: string, options?: Options) => Promise<Record<string, string> | null>;
  /** The body is sent once: a stream cannot be repeated. */
  upload: (path: string, bytes: Uint8Array | Readable, options?: Options) => Promise<Record<string, string>>;
  /** The bytes as they come; null when there is nothing by that name. */
  download: (path: string, options?: Options) => Promise<Readable | null>;
  versions: () => Promise<Versions>;
  token: () => Promise<Token>;
};

type Context = { link: Link; session: Session; service: ServiceName };

export function createHttp(context: Context): Http {
  const json = <S extends z.ZodType>(
    method: Ask["method"],
    path: string,
    schema: S,
    options?: Options,
    body?: unknown,
  ) =>
    call(context, { method, path, options, body: body === undefined ? {} : { json: body } }, (answer, link) =>
      parsed({ ...context, link }, answer, schema),
    );
  const plain = <T>(
    method: Ask["method"],
    path: string,
    options: Options | undefined,
    body: Body,
    read: (answer: Answer) => Promise<T>,
  ) => call(context, { method, path, options, body }, read);
  return {
    site: context.link.site,
    get: (path, schema, options) => json("GET", path, schema, options),
    find: (path, schema, options) => orNull(json("GET", path, schema, options)),
    post: (path, body, schema, options) => json("POST", path, schema, options, body),
    put: (path, body, schema, options) => json("PUT", path, schema, options, body),
    patch: (path, body, schema, options) => json("PATCH", path, schema, options, body),
    act: async (method, path, body, options) => void (await plain(method, path, options, { json: body }, headersOf)),
    remove: async (path, options) => void (await orNull(plain("DELETE", path, options, {}, headersOf))),
    head: (path, options) => orNull(plain("HEAD", path, options, {}, headersOf)),
    upload: (path, bytes, options) => plain("PUT", path, options, { bytes }, headersOf),
    download: (path, options) => orNull(plain("GET", path, options, {}, async ({ body }) => body)),
    versions: async () => versionsOf(context.link, context.service, await baseOf(context)),
    token: context.session.token,
  };
}

type Request = { method: Ask["method"]; path: string; options?: Options; body: Body };

// `read` belongs to what is repeated: an answer can break off in the middle.
async function call<T>(
  context: Context,
  request: Request,
  read: (answer: Answer, link: Link) => Promise<T>,
): Promise<T> {
  const link = READINGS.has(request.method) ? forReading(context.link) : context.link;
  const session = boundSession(link, context.session);
  const attempt = (token: Token) =>
    retrying(link, request.method, async () => read(await once({ ...context, link }, token, request), link));
  const token = await session.token();
  try {
    return await attempt(token);
  } catch (error) {
    // Refused before anything was done, so even a create may be sent again; a stream is used up.
    if (!(error instanceof OpenStackError) || error.code !== "expired" || request.body.bytes instanceof Readable)
      throw error;
    return attempt(await session.renewed(token.value)).catch((again: unknown) => {
      throw again instanceof OpenStackError && again.code === "expired" ? outsideRules(again) : again;
    });
  }
}

const READINGS = new Set<Ask["method"]>(["GET", "HEAD"]);

// The session is shared by calls with deadlines of their own.
function boundSession(link: Link, session: Session): Session {
  const bound = (work: Promise<Token>) => untilAborted(link, { service: "keystone" }, work);
  return { token: () => bound(session.token()), renewed: (stale) => bound(session.renewed(stale)) };
}

// Keystone has just accepted the credentials: the service refuses the call. So it answers to an
// application credential whose access rules do not list it.
function outsideRules({ service, site, status, requestId }: OpenStackError): OpenStackError {
  const facts = { service, site, status, requestId, code: "forbidden" } as const;
  return new OpenStackError(
    `${SERVICES[service]} at ${site} does not let this sign-in make this call: an access rule may be missing.`,
    facts,
  );
}

async function once(
  { link, service }: Context,
  token: Token,
  { method, path, options = {}, body }: Request,
): Promise<Answer> {
  if (isStray(path)) throw noSuchId(link, service);
  const base = baseUrl(service, endpointOf(link.site, service, token.catalog));
  const version = await microversionHeader({ link, service, base }, options);
  const answer = await exchange(link, {
    service,
    method,
    url: `${base}${path}${queryText(options.query)}`,
    headers: { ...version, ...contentType(body), ...options.headers, "x-auth-token": token.value },
    body: body.bytes ?? (body.json === undefined ? null : JSON.stringify(body.json)),
  });
  if (answer.status < 300) return answer;
  throw refusal({ service, site: link.site.name }, answer, await textOf(link, answer));
}

/** An id that would lead the call to another address than the one meant: no service gives such an id. */
function isStray(path: string): boolean {
  return /[?#\\\u0000-\u0020]/.test(path) || path.split("/").some((segment) => /^(\.|%2e){1,2}$/i.test(segment));
}

function noSuchId({ site, requestId }: Link, service: ServiceName): OpenStackError {
  const facts = { service, site: site.name, status: 0, requestId, code: "not-found" } as const;
  return new OpenStackError(`${SERVICES[service]} at ${site.name} cannot have anything by that id.`, facts);
}

async function baseOf({ link, service, session }: Context): Promise<string> {
  return baseUrl(service, endpointOf(link.site, service, (await session.token()).catalog));
}

async function parsed<S extends z.ZodType>(
  { link, service }: Context,
  answer: Answer,
  schema: S,
): Promise<z.output<S>> {
  const text = await textOf(link, answer);
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    const facts = {
      service,
      site: link.site.name,
      code: "unexpected",
      status: answer.status,
      requestId: answer.requestId,
      cause,
    } as const;
    throw new OpenStackError(
      `${SERVICES[service]} at ${link.site.name} answered in a way that is not understood.`,
      facts,
    );
  }
}

async function orNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof OpenStackError && error.code === "not-found") return null;
    throw error;
  }
}

async function headersOf(answer: Answer): Promise<Record<string, string>> {
  await answer.body.dump();
  return answer.headers;
}

function contentType(body: Body): Record<string, string> {
  if (body.bytes) return { "content-type": "application/octet-stream" };
  return body.json === undefined ? {} : { "content-type": "application/json" };
}

function queryText(query: Query = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== null) params.append(name, String(one));
  const text = params.toString();
  return text ? `?${text}` : "";
}
