import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { PEER_HEADER } from "./request";
import { takeSitesFrom } from "./sites/bootstrap";

/** What a web process does before its first request. */
export async function startWeb(): Promise<void> {
  subscribe("http.server.request.start", (message) => markPeer(message));
  const { cloudsFile } = env();
  if (!cloudsFile) return;
  try {
    await takeSitesFrom(cloudsFile);
  } catch (error) {
    // The sites that are known already still serve.
    log.error({ err: error, cloudsFile }, "No sites could be taken from clouds.yaml");
  }
}

// Only the socket knows who really calls; a client's own header of this name is overwritten.
function markPeer(message: unknown): void {
  // Node publishes { request, response, socket, server } here.
  const { request } = message as { request: IncomingMessage };
  request.headers[PEER_HEADER] = request.socket.remoteAddress ?? "unknown";
}
