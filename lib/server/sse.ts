import "server-only";
import type { Actor, Permission } from "@/lib/domain/permissions";
import { log } from "@/lib/log";
import { isStillAllowed } from "./session";

/** One event; `data` goes as JSON. An `id` comes back as Last-Event-ID when the browser reconnects. */
export type StreamEvent = { event?: string; id?: string; data: unknown };

const HEARTBEAT_MS = 15_000;
const ASK_AGAIN_MS = 30_000;

type Stream = {
  request: Request;
  actor: Actor;
  permission: Permission;
  /** Yields as things happen, and returns when nothing more can. Must end when `signal` is aborted. */
  events: (signal: AbortSignal) => AsyncIterable<StreamEvent>;
  heartbeatMs?: number;
  askAgainMs?: number;
};

/**
 * Server-sent events, for `route` to answer with: `route("project:read", schema, async (q, actor, request) => eventStream({…}))`.
 * The right to read is asked again every 30 s; when it is gone, the last event is `signed-out`.
 */
export function eventStream({
  request,
  actor,
  permission,
  events,
  heartbeatMs = HEARTBEAT_MS,
  askAgainMs = ASK_AGAIN_MS,
}: Stream): Response {
  const stop = new AbortController();
  const signal = AbortSignal.any([request.signal, stop.signal]);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (text: string) => void (signal.aborted || controller.enqueue(encoder.encode(text)));
      const beat = setInterval(() => send(": still here\n\n"), heartbeatMs);
      const ask = setInterval(async () => {
        if (await mayStillRead(actor, permission)) return;
        send(format({ event: "signed-out", data: null }));
        stop.abort();
      }, askAgainMs);
      try {
        send("retry: 3000\n\n");
        for await (const event of events(signal)) send(format(event));
        send(format({ event: "end", data: null }));
      } catch (error) {
        if (!signal.aborted) log.error({ err: error, requestId: actor.requestId }, "An event stream broke off");
      } finally {
        clearInterval(beat);
        clearInterval(ask);
        close(controller);
      }
    },
    cancel: () => stop.abort(),
  });
  return new Response(body, {
    headers: { "content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no" },
  });
}

// A database that does not answer is no permission.
async function mayStillRead(actor: Actor, permission: Permission): Promise<boolean> {
  return isStillAllowed(actor, permission).catch(() => false);
}

function format({ event, id, data }: StreamEvent): string {
  const lines = [event && `event: ${event}`, id && `id: ${id}`, `data: ${JSON.stringify(data)}`];
  return `${lines.filter(Boolean).join("\n")}\n\n`;
}

function close(controller: ReadableStreamDefaultController): void {
  try {
    controller.close();
  } catch {
    // The browser has gone already, which closed it.
  }
}
