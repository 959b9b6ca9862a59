import { randomUUID } from "node:crypto";
import { NextResponse, type NextRequest } from "next/server";
import { sessionCookieName } from "@/lib/server/auth-cookies";
import { contentSecurityPolicy, securityHeaders } from "@/lib/server/headers";

const OPEN = ["/sign-in", "/api/"];

/**
 * Gives each request its id, each page its nonce and headers, and sends the signed-out to sign in.
 * Never the boundary of security: every query, route and action authorises for itself.
 */
export function proxy(request: NextRequest): NextResponse {
  const secure = isSecure(request);
  const { pathname, search } = request.nextUrl;
  const requestId = `req-${randomUUID()}`;
  const nonce = Buffer.from(randomUUID()).toString("base64");
  const policy = contentSecurityPolicy({ nonce, secure, development: process.env.NODE_ENV === "development" });

  const headers = new Headers(request.headers);
  headers.set("x-request-id", requestId);
  headers.set("x-nonce", nonce);
  headers.set("x-breakwater-path", `${pathname}${search}`);
  // Next reads the nonce for its own scripts from here.
  headers.set("content-security-policy", policy);

  const response = mustSignIn(request, secure) ? toSignIn(request) : NextResponse.next({ request: { headers } });
  response.headers.set("x-request-id", requestId);
  response.headers.set("content-security-policy", policy);
  for (const [name, value] of securityHeaders(secure)) response.headers.set(name, value);
  return response;
}

function mustSignIn(request: NextRequest, secure: boolean): boolean {
  const { pathname } = request.nextUrl;
  if (OPEN.some((path) => pathname.startsWith(path))) return false;
  // An action answers for itself, in a form that its page understands.
  if (request.headers.has("next-action")) return false;
  return !request.cookies.getAll().some(({ name }) => name.startsWith(sessionCookieName(secure)));
}

function toSignIn(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const url = request.nextUrl.clone();
  url.pathname = "/sign-in";
  url.search = pathname === "/" ? "" : `?next=${encodeURIComponent(`${pathname}${search}`)}`;
  return NextResponse.redirect(url);
}

function isSecure(request: NextRequest): boolean {
  const url = process.env.BREAKWATER_URL;
  return url ? url.startsWith("https:") : request.nextUrl.protocol === "https:";
}

export const config = {
  matcher: ["/((?!_next/static|_next/image|icon.svg|favicon.ico).*)"],
};
