import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import { headers } from "next/headers";
import { env } from "@/lib/env";

/** Set by instrumentation.ts from the socket itself; whatever a client sends under this name is overwritten. */
export const PEER_HEADER = "x-breakwater-peer";
export const REQUEST_ID_HEADER = "x-request-id";

export type RequestFacts = {
  /** `req-<uuid>`; the same in the log, in the audit, at OpenStack and in the answer. */
  requestId: string;
  address: string;
  userAgent: string;
};

/** Through what a call came in: a page may redirect, the others must answer. */
type Door = "action" | "route";
const doors = new AsyncLocalStorage<Door>();

export function throughDoor<T>(door: Door, work: () => Promise<T>): Promise<T> {
  return doors.run(door, work);
}

/** Undefined while a page is rendered. */
export function currentDoor(): Door | undefined {
  return doors.getStore();
}

export async function requestFacts(): Promise<RequestFacts> {
  const list = await headers();
  return {
    requestId: list.get(REQUEST_ID_HEADER) ?? newRequestId(),
    address: addressIn(list, env().trustProxy),
    userAgent: (list.get("user-agent") ?? "").slice(0, 255),
  };
}

export function newRequestId(): string {
  return `req-${randomUUID()}`;
}

/** The caller's address: the socket's, or what our own proxy saw, which it adds last. */
export function addressIn(list: Headers, trustProxy: boolean): string {
  const peer = list.get(PEER_HEADER) ?? "unknown";
  if (!trustProxy) return plain(peer);
  const forwarded = list.get("x-forwarded-for")?.split(",").at(-1)?.trim();
  return plain(forwarded || peer);
}

// A socket that serves both families shows IPv4 inside IPv6.
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/, "").slice(0, 64);
}
