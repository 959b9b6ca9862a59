import { Hono } from "hono";
import { setTimeout as wait } from "node:timers/promises";
import { ApiError, badRequest, forbidden, type Answer, type Call, type Role, type Route } from "./call";
import { pathMatches, type FaultEffect } from "./faults";
import { newUuid } from "./ids";
import { callerOf, findToken, unauthorized } from "./keystone/tokens";
import { htmlPage, identityRefusal, type Refusal } from "./shapes";
import { settle } from "./tasks";
import type { Cloud, Site, World } from "./world";

type Microversions = { word: string; major: number; min: number; max: number };

export type Service = {
  type: string;
  /** The path of the service on its site's port: `/volume`. */
  mount: string;
  routes: Route[];
  microversions: Microversions | null;
  refuse: Refusal;
  /** Version documents, which need no token. */
  open: (path: string, base: string) => Answer | null;
  /** A project in the path, which must be the token's: cut out before routing. */
  projectInPath: RegExp | null;
  /** Bodies are bytes: nothing is parsed. */
  bytes?: boolean;
  unauthorized?: Refusal;
  wordRefusal?: (rule: string) => ApiError;
};

export type Place = { world: World; cloud: Cloud; site: Site; service: Service; base: string };

/** One service of one site as a Hono application. */
export function serviceApp(place: Place): Hono {
  const { service } = place;
  const app = new Hono({ getPath: (request) => servicePath(request, service) });
  for (const route of service.routes) {
    const method = route.method === "HEAD" ? "GET" : route.method;
    if (
      route.method === "HEAD" &&
      service.routes.some((one) => one.path === route.path && one.method === "GET")
    )
      continue;
    app.on(method, route.path, (context) => attend(place, context.req.raw, route, context.req.param()));
  }
  app.notFound((context) => attend(place, context.req.raw, null, {}));
  return app;
}

/** The path below the mount, without the project. */
function servicePath(request: Request, service: Service): string {
  const path = below(request, service);
  return service.projectInPath === null ? path : path.replace(service.projectInPath, "$1");
}

function below(request: Request, service: Service): string {
  return (
    decodeURI(new URL(request.url).pathname)
      .slice(service.mount.length)
      .replace(/(.)\/$/, "$1") || "/"
  );
}

async function attend(
  place: Place,
  request: Request,
  route: Route | null,
  params: Record<string, string>,
): Promise<Response> {
  const { world, service } = place;
  const started = world.clock.now();
  const requestId = `req-${newUuid()}`;
  const method = request.method;
  const path = below(request, service);
  const siteName =
    service.type === "identity" && place.cloud.regions.length > 1 ? "Keystone" : place.site.name;
  if (world.faults.dark(siteName) !== null) return never();
  const effects = world.faults.strike({ site: siteName, service: service.type, method, path });
  for (const effect of effects) if (effect.kind === "latency") await wait(effect.ms);
  const raw = Buffer.from(await request.arrayBuffer());
  let projectId: string | null = null;
  const answer = perform();
  world.store.flush();
  world.log.add({
    at: new Date(started).toISOString(),
    site: siteName,
    service: service.type,
    method,
    path: path + new URL(request.url).search,
    status: answer.status,
    requestId,
    globalRequestId: request.headers.get("x-openstack-request-id"),
    projectId,
    ms: world.clock.now() - started,
  });
  if (effects.some((effect) => effect.kind === "timeoutAfterSuccess")) return never();
  return respond(answer, { service, requestId, request });

  function perform(): Answer {
    try {
      settle(world);
      const open = service.open(path, place.base);
      if (open !== null && method !== "POST") return open;
      refuseByFault(effects);
      if (route === null && service.type === "identity") throw new ApiError(404, "Could not find resource.");
      const call = admit(place, request, { path, raw, requestId });
      projectId = call.caller.projectId;
      if (route === null) return nothingHere(service);
      allow(call, route, service);
      world.mood = moodOf(effects);
      return route.handle({ ...call, params });
    } catch (error) {
      if (error instanceof ApiError) {
        const shape = error.status === 401 ? (service.unauthorized ?? identityRefusal) : service.refuse;
        const refusal = shape(error);
        return { ...refusal, headers: { ...refusal.headers, ...error.headers } };
      }
      console.error(`demo cloud: ${method} ${path}`, error);
      return service.refuse(
        new ApiError(
          500,
          "The server has either erred or is incapable of performing the requested operation.",
        ),
      );
    } finally {
      world.mood = { stuck: false, fails: null };
    }
  }
}

function moodOf(effects: FaultEffect[]): World["mood"] {
  const failing = effects.find((effect) => effect.kind === "error");
  return {
    stuck: effects.some((effect) => effect.kind === "stuck"),
    fails: failing?.kind === "error" ? (failing.reason ?? "The back end failed.") : null,
  };
}

function refuseByFault(effects: FaultEffect[]): void {
  for (const effect of effects) {
    if (effect.kind === "tokenExpired") throw unauthorized();
    if (effect.kind !== "status") continue;
    const headers: Record<string, string> =
      effect.retryAfter === undefined ? {} : { "Retry-After": String(effect.retryAfter) };
    const words =
      effect.status === 429
        ? "This request was rate-limited."
        : "The server is currently unavailable. Please try again at a later time.";
    throw new ApiError(effect.status, words, "ServiceUnavailable", headers);
  }
}

/** Reads token, scope, access rules, microversion and body, in the order in which the real services refuse. */
function admit(
  place: Place,
  request: Request,
  asked: { path: string; raw: Buffer; requestId: string },
): Call {
  const { world, cloud, site, service, base } = place;
  const url = new URL(request.url);
  const token = findToken(world, cloud, request.headers.get("x-auth-token"));
  const signingIn =
    service.type === "identity" && request.method === "POST" && asked.path === "/v3/auth/tokens";
  if (token === undefined && !signingIn) throw unauthorized();
  const caller =
    token === undefined
      ? {
          token: "",
          cloud: cloud.name,
          userId: "",
          userName: "",
          projectId: null,
          domainId: null,
          roles: [],
          isAdmin: false,
          applicationCredentialId: null,
        }
      : callerOf(cloud, token);
  if (!signingIn) keepToAccessRules(place, request.method, asked.path, caller.applicationCredentialId);
  if (service.type !== "identity" && caller.projectId === null) throw unauthorized();
  const inPath = service.projectInPath === null ? null : asked.path.match(service.projectInPath)?.[2];
  if (inPath !== undefined && inPath !== null && inPath !== caller.projectId) throw wrongProject(service);
  return {
    world,
    site,
    caller,
    projectId: caller.projectId ?? "",
    method: request.method,
    params: {},
    query: url.searchParams,
    body: service.bytes === true ? undefined : readJson(request, asked.raw),
    raw: asked.raw,
    headers: request.headers,
    minor: microversion(request, service),
    base,
    requestId: asked.requestId,
  };
}

function wrongProject(service: Service): ApiError {
  return service.type === "volumev3"
    ? badRequest("Malformed request url")
    : forbidden("Access was denied to this resource.");
}

/** An application credential with access rules may do what they say, and always what Keystone needs for its token. */
function keepToAccessRules(place: Place, method: string, path: string, credentialId: string | null): void {
  if (credentialId === null) return;
  const rules = place.cloud.identity.applicationCredentials.get(credentialId)?.accessRules ?? null;
  if (rules === null || (place.service.type === "identity" && path === "/v3/auth/tokens")) return;
  const allowed = rules.some(
    (rule) => rule.service === place.service.type && rule.method === method && pathMatches(path, rule.path),
  );
  if (!allowed) throw unauthorized();
}

function allow(call: Call, route: Route, service: Service): void {
  if (service.type === "identity" && route.can === "reader") return;
  const needed: Record<Role, string[]> = {
    reader: ["reader", "member", "admin"],
    member: ["member", "admin"],
    admin: ["admin"],
  };
  if (call.caller.roles.some((role) => needed[route.can].includes(role))) return;
  throw service.wordRefusal?.(route.rule) ?? forbidden(`Policy doesn't allow ${route.rule} to be performed.`);
}

function readJson(request: Request, raw: Buffer): unknown {
  if (raw.length === 0 || request.headers.get("content-type")?.includes("octet-stream")) return undefined;
  try {
    return JSON.parse(raw.toString("utf8"));
  } catch {
    throw badRequest("Malformed request body");
  }
}

function microversion(request: Request, service: Service): number {
  const known = service.microversions;
  if (known === null) return 0;
  const asked = askedVersion(request, known);
  if (asked === null) return known.min;
  if (asked === "latest") return known.max;
  const [major, minor] = asked.split(".").map(Number);
  if (major === known.major && minor !== undefined && minor >= known.min && minor <= known.max) return minor;
  const { major: m } = known;
  throw new ApiError(
    406,
    `Version ${asked} is not supported by the API. Minimum is ${m}.${known.min} and maximum is ${m}.${known.max}.`,
  );
}

function askedVersion(request: Request, known: Microversions): string | null {
  const parts = (request.headers.get("openstack-api-version") ?? "")
    .split(",")
    .map((part) => part.trim().split(/\s+/));
  const named = parts.find(([word]) => word === known.word)?.[1];
  return named ?? (known.word === "compute" ? request.headers.get("x-openstack-nova-api-version") : null);
}

function nothingHere(service: Service): Answer {
  if (service.type === "network")
    return service.refuse(new ApiError(404, "The resource could not be found.", "HTTPNotFound"));
  return {
    status: 404,
    raw: htmlPage(404, "The resource could not be found."),
    headers: { "Content-Type": "text/html; charset=UTF-8" },
  };
}

type Responding = { service: Service; requestId: string; request: Request };

function respond(answer: Answer, { service, requestId, request }: Responding): Response {
  const headers = new Headers({ "X-Openstack-Request-Id": requestId, ...answer.headers });
  if (service.type === "compute" || service.type === "volumev3")
    headers.set("X-Compute-Request-Id", requestId);
  const known = service.microversions;
  if (known !== null && answer.status !== 401) {
    const asked = askedVersion(request, known);
    headers.set(
      "OpenStack-API-Version",
      `${known.word} ${asked === null ? `${known.major}.${known.min}` : asked === "latest" ? `${known.major}.${known.max}` : asked}`,
    );
    headers.set("Vary", "OpenStack-API-Version");
  }
  if (answer.status === 401) headers.set("WWW-Authenticate", 'Keystone uri="/v3"');
  if (answer.status === 204) return new Response(null, { status: 204, headers });
  if (answer.raw !== undefined)
    return new Response(typeof answer.raw === "string" ? answer.raw : new Uint8Array(answer.raw), {
      status: answer.status,
      headers,
    });
  if (answer.body === undefined) {
    headers.set("Content-Type", "text/html; charset=UTF-8");
    return new Response("", { status: answer.status, headers });
  }
  headers.set("Content-Type", "application/json");
  return new Response(JSON.stringify(answer.body), { status: answer.status, headers });
}

/** The connection stays open, and nothing comes. */
function never(): Promise<Response> {
  return new Promise(() => undefined);
}
