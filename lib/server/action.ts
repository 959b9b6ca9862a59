import "server-only";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { insertAudit } from "@/lib/db/audit";
import { db } from "@/lib/db/client";
import type { AuditAction } from "@/lib/domain/audit";
import { AppError } from "@/lib/domain/errors";
import { storable } from "@/lib/domain/odd-text";
import type { Actor, Permission } from "@/lib/domain/permissions";
import type { Result } from "@/lib/domain/result";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { invalid, toFailure } from "./failure";
import { isOwnOrigin } from "./origin";
import { throughDoor } from "./request";
import { getActor, requireActor } from "./session";

type Options = {
  /** By what name a refusal for lack of rights goes into the audit. */
  audit?: AuditAction;
};

/** A server action: authorises, validates, calls `run`, and answers with a result; it never throws at the browser. */
export function action<S extends z.ZodType, T>(
  permission: Permission,
  schema: S,
  run: (input: z.output<S>, actor: Actor) => Promise<T>,
  options: Options = {},
) {
  return async (raw: z.input<S>): Promise<Result<T>> =>
    throughDoor("action", async () => {
      try {
        await requireOwnOrigin();
        const actor = await requireActor(permission);
        const parsed = storable(schema).safeParse(raw);
        if (!parsed.success) return { ok: false, error: invalid(parsed.error) };
        return { ok: true, data: await run(parsed.data, actor) };
      } catch (error) {
        unstable_rethrow(error); // redirect() and notFound() travel as throws
        await auditRefusal(error, raw, permission, options.audit);
        return { ok: false, error: await toFailure(error) };
      }
    });
}

/** A server action for those who are not signed in: sign-in itself. */
export function openAction<S extends z.ZodType, T>(schema: S, run: (input: z.output<S>) => Promise<T>) {
  return async (raw: z.input<S>): Promise<Result<T>> =>
    throughDoor("action", async () => {
      try {
        await requireOwnOrigin();
        const parsed = storable(schema).safeParse(raw);
        if (!parsed.success) return { ok: false, error: invalid(parsed.error) };
        return { ok: true, data: await run(parsed.data) };
      } catch (error) {
        unstable_rethrow(error);
        return { ok: false, error: await toFailure(error) };
      }
    });
}

// Next compares Origin with Host itself, but lets a request without Origin pass.
async function requireOwnOrigin(): Promise<void> {
  if (isOwnOrigin(await headers(), env())) return;
  throw new AppError("forbidden", "The request came from another site.", { safe: "Nothing was changed." });
}

async function auditRefusal(
  error: unknown,
  raw: unknown,
  permission: Permission,
  action: AuditAction = "write.refused",
): Promise<void> {
  if (!(error instanceof AppError) || error.code !== "forbidden") return;
  const actor = await getActor();
  if (!actor) return;
  const object = { kind: "permission", id: idIn(raw) ?? permission, name: permission };
  try {
    await insertAudit(db(), { actor, scope: actor, action, object, result: "refused", reason: error.message });
  } catch (cause) {
    // The refusal stands even when it cannot be written down.
    log.error({ err: cause, requestId: actor.requestId }, "A refused write could not be audited");
  }
}

function idIn(raw: unknown): string | null {
  if (typeof raw !== "object" || raw === null) return null;
  for (const key of ["id", "planId", "checkpointId", "runId", "siteId"]) {
    const value: unknown = Reflect.get(raw, key);
    if (typeof value === "string") return value.slice(0, 64);
  }
  return null;
}
