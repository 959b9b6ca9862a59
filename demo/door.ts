import { Hono } from "hono";
import { setTimeout as wait } from "node:timers/promises";
import { ApiError, type Answer, type Route } from "./call";
import { type FaultEffect } from "./faults";
import { newUuid } from "./ids";
import { unauthorized } from "./keystone/tokens";
import { htmlPage, identityRefusal } from "./shapes";
import { settle } from "./tasks";
import type { World } from "./world";
import { type Service, type Place, admit, allow, askedVersion } from "./admit";

/** One service of one site as a Hono application. */
export function serviceApp(place: Place): Hono {
  const { service } = place;
  const app = new Hono({ getPath: (request) => servicePath(request, service) });
  for (const route of service.routes) {
    const method = route.method === "HEAD" ? "GET" : route.method;
    if (route.method === "HEAD" && service.routes.some((one) => one.path === route.path && one.method === "GET"))
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
  const siteName = service.type === "identity" && place.cloud.regions.length > 1 ? "Keystone" : place.site.name;
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
        new ApiError(500, "The server has either erred or is incapable of performing the requested operation."),
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
  if (service.type === "compute" || service.type === "volumev3") headers.set("X-Compute-Request-Id", requestId);
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
