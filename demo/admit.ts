import { ApiError, badRequest, forbidden, type Answer, type Call, type Role, type Route } from "./call";
import { pathMatches } from "./faults";
import { callerOf, findToken, unauthorized } from "./keystone/tokens";
import { type Refusal } from "./shapes";
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

/** Reads token, scope, access rules, microversion and body, in the order in which the real services refuse. */
export function admit(place: Place, request: Request, asked: { path: string; raw: Buffer; requestId: string }): Call {
  const { world, cloud, site, service, base } = place;
  const url = new URL(request.url);
  const token = findToken(world, cloud, request.headers.get("x-auth-token"));
  const signingIn = service.type === "identity" && request.method === "POST" && asked.path === "/v3/auth/tokens";
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

export function allow(call: Call, route: Route, service: Service): void {
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

export function askedVersion(request: Request, known: Microversions): string | null {
  const parts = (request.headers.get("openstack-api-version") ?? "").split(",").map((part) => part.trim().split(/\s+/));
  const named = parts.find(([word]) => word === known.word)?.[1];
  return named ?? (known.word === "compute" ? request.headers.get("x-openstack-nova-api-version") : null);
}
