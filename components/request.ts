import type { z } from "zod";

import { asksToSignIn, signedInAgain } from "@/components/session/session-gate";
import type { Failure } from "@/lib/domain/errors";
import type { Result } from "@/lib/domain/result";

/** A foreseen failure on its way through react-query to the screen. */
export class RequestError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.name = "RequestError";
    this.failure = failure;
  }
}

/** The data of an action's answer, or its failure as a throw: `mutationFn: async (x) => unwrap(await act(x))`. */
export function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new RequestError(result.error);
  return result.data;
}

/** Reads one of our own GET doors; a failure comes as `RequestError`. */
export async function getJson<S extends z.ZodType>(url: string, schema: S, signal?: AbortSignal): Promise<z.output<S>> {
  const response = await fetchOwn(url, signal);
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return schema.parse(body);
  const failure = failureIn(body) ?? unexplained(response.status);
  if ((await signedInAgain(failure)) && !signal?.aborted) return getJson(url, schema, signal);
  throw new RequestError(failure);
}

/** For the `retry` of mutations: one that failed for want of a sign-in is held, and sent again after it. */
export function retryAfterSignIn(error: unknown): boolean {
  return error instanceof RequestError && asksToSignIn(error.failure);
}

async function fetchOwn(url: string, signal: AbortSignal | undefined): Promise<Response> {
  try {
    return await fetch(url, { headers: { accept: "application/json" }, signal });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new RequestError({
      code: "unreachable",
      message: "Breakwater does not answer.",
      safe: "Schedules and runs go on without this page.",
      remedy: "Check your connection; the page tries again by itself.",
    });
  }
}

function failureIn(body: unknown): Failure | null {
  if (typeof body !== "object" || body === null || !("error" in body)) return null;
  return isFailure(body.error) ? body.error : null;
}

function isFailure(value: unknown): value is Failure {
  return typeof value === "object" && value !== null && "code" in value && "message" in value;
}

function unexplained(status: number): Failure {
  if (status === 401) return { code: "signed-out", message: "You are signed out.", remedy: "Sign in again." };
  return { code: "internal", message: `Breakwater answered with status ${status}.`, remedy: "Try again." };
}

/** What to show for anything that was thrown. */
export function failureOf(error: unknown): Failure {
  if (error instanceof RequestError) return error.failure;
  return {
    code: "internal",
    message: "Something went wrong in Breakwater itself.",
    safe: "Nothing was changed by showing this page.",
    remedy: "Try again; if it stays so, tell your administrator.",
  };
}
