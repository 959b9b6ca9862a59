import { Readable } from "node:stream";
import type { z } from "zod";
import { refusal } from "./answer";
import { baseUrl, endpointOf } from "./endpoints";
import { OpenStackError, SERVICES, type ServiceName } from "./error";
import { exchange, type Answer, type Ask, type Link } from "./exchange";
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
  const json = async <S extends z.ZodType>(method: Ask["method"], path: string, schema: S, options?: Options, body?: unknown) => {
    const answer = await call(context, method, path, options, body === undefined ? {} : { json: body });
    return parsed(context, answer, schema);
  };
  return {
    site: context.link.site,
    get: (path, schema, options) => json("GET", path, schema, options),
    find: (path, schema, options) => orNull(json("GET", path, schema, options)),
    post: (path, body, schema, options) => json("POST", path, schema, options, body),
    put: (path, body, schema, options) => json("PUT", path, schema, options, body),
    patch: (path, body, schema, options) => json("PATCH", path, schema, options, body),
    act: async (method, path, body, options) => drop(await call(context, method, path, options, { json: body })),
    remove: async (path, options) => void (await orNull(call(context, "DELETE", path, options).then(drop))),
    head: (path, options) => orNull(call(context, "HEAD", path, options).then(headersOf)),
    upload: (path, bytes, options) => call(context, "PUT", path, options, { bytes }).then(headersOf),
    download: (path, options) => orNull(call(context, "GET", path, options).then(({ body }) => body)),
    versions: async () => versionsOf(context.link, context.service, await baseOf(context)),
    token: context.session.token,
  };
}

async function call(context: Context, method: Ask["method"], path: string, options: Options = {}, body: Body = {}): Promise<Answer> {
  const token = await context.session.token();
  try {
    return await retrying(context.link, method, () => once(context, token, method, path, options, body));
  } catch (error) {
    // Refused before anything was done, so even a create may be sent again; a stream is used up.
    if (!(error instanceof OpenStackError) || error.code !== "expired" || body.bytes instanceof Readable) throw error;
    const renewed = await context.session.renewed(token.value);
    return retrying(context.link, method, () => once(context, renewed, method, path, options, body)).catch((again: unknown) => {
      throw again instanceof OpenStackError && again.code === "expired" ? outsideRules(again) : again;
    });
  }
}

// Keystone has just accepted the credentials: the service refuses the call. So it answers to an
// application credential whose access rules do not list it.
function outsideRules({ service, site, status, requestId }: OpenStackError): OpenStackError {
  const facts = { service, site, status, requestId, code: "forbidden" } as const;
  return new OpenStackError(`${SERVICES[service]} at ${site} does not let this sign-in make this call: an access rule may be missing.`, facts);
}

async function once(context: Context, token: Token, method: Ask["method"], path: string, options: Options, body: Body): Promise<Answer> {
  const { link, service } = context;
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
  throw refusal({ service, site: link.site.name }, answer, await answer.body.text());
}

async function baseOf({ link, service, session }: Context): Promise<string> {
  return baseUrl(service, endpointOf(link.site, service, (await session.token()).catalog));
}

async function parsed<S extends z.ZodType>({ link, service }: Context, answer: Answer, schema: S): Promise<z.output<S>> {
  const facts = { service, site: link.site.name, code: "unexpected", status: answer.status, requestId: answer.requestId } as const;
  try {
    return schema.parse(JSON.parse(await answer.body.text()));
  } catch (cause) {
    throw new OpenStackError(`${SERVICES[service]} at ${link.site.name} answered in a way that is not understood.`, { ...facts, cause });
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

async function drop({ body }: Answer): Promise<void> {
  await body.dump();
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
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined && one !== null) params.append(name, String(one));
  const text = params.toString();
  return text ? `?${text}` : "";
}
