import type { Failure } from "./errors";

/** What a server action answers: it never throws at the browser. */
export type Result<T> = { ok: true; data: T } | { ok: false; error: Failure };
