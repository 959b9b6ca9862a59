import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { deleteSessionsEndedBefore } from "@/lib/db/sessions";
import { deleteAttemptsBefore } from "@/lib/db/sign-in-attempts";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { PEER_HEADER } from "./request";
import { takeSitesFrom } from "./sites/bootstrap";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What a web process does before its first request. */
export async function startWeb(): Promise<void> {
  subscribe("http.server.request.start", (message) => markPeer(message));
  setInterval(() => void sweep(), HOUR_MS).unref();
  const { cloudsFile } = env();
  if (!cloudsFile) return;
  try {
    await takeSitesFrom(cloudsFile);
  } catch (error) {
    // The sites that are known already still serve.
    log.error({ err: error, cloudsFile }, "No sites could be taken from clouds.yaml");
  }
}

// Several web processes sweep the same floor without harm.
async function sweep(): Promise<void> {
  const now = Date.now();
  try {
    await Promise.all([
      deleteSessionsEndedBefore(new Date(now - 7 * DAY_MS)),
      deleteAttemptsBefore(new Date(now - DAY_MS)),
    ]);
  } catch (error) {
    log.warn({ err: error }, "Old sessions and sign-in attempts could not be removed; tried again in an hour");
  }
}

// Only the socket knows who really calls; a client's own header of this name is overwritten.
function markPeer(message: unknown): void {
  // Node publishes { request, response, socket, server } here.
  const { request } = message as { request: IncomingMessage };
  request.headers[PEER_HEADER] = request.socket.remoteAddress ?? "unknown";
}
