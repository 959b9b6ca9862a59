import "server-only";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import type { ErrorCode, Failure } from "@/lib/domain/errors";
import type { Actor, Permission } from "@/lib/domain/permissions";
import { invalid, toFailure } from "./failure";
import { parseQuery, type RawQuery } from "./query";
import { requestFacts, REQUEST_ID_HEADER, throughDoor } from "./request";
import { timed } from "./server-timing";
import { requireActor } from "./session";

type Context = { params: Promise<Record<string, string | string[] | undefined>> };

const STATUS: Record<ErrorCode, number> = {
  invalid: 400,
  "signed-out": 401,
  "session-expired": 401,
  forbidden: 403,
  "not-found": 404,
  conflict: 409,
  quota: 409,
  busy: 429,
  internal: 500,
  refused: 502,
  unreachable: 503,
};

/**
 * A GET door: authorises, reads path and query parameters by `schema`, answers JSON, or `{ error: Failure }` with its status.
 * `run` may answer a `Response` of its own, such as CSV or a stream.
 */
export function route<S extends z.ZodType, T>(
  permission: Permission,
  schema: S,
  run: (query: z.output<S>, actor: Actor, request: Request) => Promise<T>,
) {
  return async (request: Request, context: Context): Promise<Response> =>
    throughDoor("route", async () => {
      try {
        const actor = await requireActor(permission);
        const parsed = parseQuery(schema, await rawQuery(request, context));
        if (!parsed.success) return failed(invalid(parsed.error));
        const { value: data, header } = await timed(() => run(parsed.data, actor, request));
        const answer = data instanceof Response ? data : Response.json(data ?? null);
        answer.headers.set("server-timing", header);
        return stamped(answer);
      } catch (error) {
        unstable_rethrow(error);
        return failed(await toFailure(error));
      }
    });
}

async function rawQuery(request: Request, { params }: Context): Promise<RawQuery> {
  const raw: RawQuery = {};
  for (const [name, value] of new URL(request.url).searchParams) {
    const known = raw[name];
    raw[name] = known === undefined ? value : [...(Array.isArray(known) ? known : [known]), value];
  }
  // What the path says cannot be overruled by the query.
  for (const [name, value] of Object.entries((await params) ?? {})) if (value !== undefined) raw[name] = value;
  return raw;
}

function failed(error: Failure): Promise<Response> {
  return stamped(Response.json({ error }, { status: STATUS[error.code] }));
}

async function stamped(response: Response): Promise<Response> {
  const { requestId } = await requestFacts();
  response.headers.set("cache-control", "no-store");
  response.headers.set(REQUEST_ID_HEADER, requestId);
  return response;
}
