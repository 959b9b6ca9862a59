import type { z } from "zod";
import type { Site, World } from "./world";

/** Who asks, as the token says. */
export type Caller = {
  token: string;
  cloud: string;
  userId: string;
  userName: string;
  projectId: string | null;
  domainId: string | null;
  roles: string[];
  isAdmin: boolean;
  applicationCredentialId: string | null;
};

/** One request, read and authorised. `minor` is 70 for microversion 3.70. */
export type Call = {
  world: World;
  site: Site;
  caller: Caller;
  /** The project of the token; services refuse unscoped tokens before a handler runs. */
  projectId: string;
  method: string;
  params: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
  raw: Buffer;
  headers: Headers;
  minor: number;
  /** Absolute URL of the service's mount, without a slash at its end. */
  base: string;
  requestId: string;
};

export type Answer = {
  status: number;
  body?: unknown;
  raw?: Buffer | string;
  headers?: Record<string, string>;
};

export type Role = "reader" | "member" | "admin";

export type Route = {
  method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  can: Role;
  /** The policy's name, as the service words it in a refusal. */
  rule: string;
  handle: (call: Call) => Answer;
};

export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** Neutron's exception class; other services do not tell. */
    readonly type = "",
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }
}

export const badRequest = (message: string) => new ApiError(400, message, "BadRequest");
export const notFound = (message: string) => new ApiError(404, message, "NotFound");
export const conflict = (message: string) => new ApiError(409, message, "Conflict");
export const forbidden = (message: string) => new ApiError(403, message, "Forbidden");

export const ok = (body: unknown, headers?: Record<string, string>): Answer => ({
  status: 200,
  body,
  headers,
});
export const accepted = (body?: unknown, headers?: Record<string, string>): Answer => ({
  status: 202,
  body,
  headers,
});
export const gone = (): Answer => ({ status: 204 });

/** Parses the body, or answers 400 in the manner of the services' JSON schemas. */
export function parse<S extends z.ZodType>(call: Call, schema: S): z.output<S> {
  const parsed = schema.safeParse(call.body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.slice(-1).join(".") ?? "";
  const value = issue === undefined ? "" : JSON.stringify(valueAt(call.body, issue.path));
  throw badRequest(`Invalid input for field/attribute ${field}. Value: ${value}. ${issue?.message ?? "Invalid body"}`);
}

function valueAt(body: unknown, at: readonly PropertyKey[]): unknown {
  return at.reduce<unknown>((value, key) => (isRecord(value) ? value[String(key)] : undefined), body);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function param(call: Call, name: string): string {
  return call.params[name] ?? "";
}

export function isTrue(text: string | null): boolean {
  return text !== null && ["true", "1", "yes", "on", "t", "y"].includes(text.toLowerCase());
}
