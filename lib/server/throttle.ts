import "server-only";
import { createHash } from "node:crypto";
import { deleteAttempts, deleteAttemptsOfKey, insertAttempt, selectAttempts } from "@/lib/db/sign-in-attempts";
import { AppError } from "@/lib/domain/errors";
import { PER_ADDRESS, PER_USER, waitMs, waitText, type ThrottleRule } from "@/lib/domain/sign-in-throttle";

type Attempt = { user: string; address: string };

/** Tries a sign-in unless too many failed before; `isRefusal` says which of its errors count. */
export async function throttled<T>(
  { user, address }: Attempt,
  isRefusal: (error: unknown) => boolean,
  attempt: () => Promise<T>,
): Promise<T> {
  const userKey = `user:${hashed(user)}`;
  const rules: [string, ThrottleRule][] = [
    [userKey, PER_USER],
    [`address:${address}`, PER_ADDRESS],
  ];
  const now = new Date();
  const written = await Promise.all(
    rules.map(async ([key, rule]) => ({ key, rule, id: await insertAttempt(key, now) })),
  );
  const ids = written.map(({ id }) => id);
  const waits = await Promise.all(
    written.map(async ({ key, rule, id }) =>
      waitMs(await selectAttempts(key, new Date(now.getTime() - rule.windowMs), id), rule, now),
    ),
  );
  const wait = Math.max(...waits);
  if (wait > 0) {
    await deleteAttempts(ids);
    throw new AppError("busy", `Too many sign-ins failed. Wait ${waitText(wait)} and try again.`, {
      safe: "Running checkpoints and restores go on.",
    });
  }
  try {
    const result = await attempt();
    await Promise.all([deleteAttempts(ids), deleteAttemptsOfKey(userKey)]);
    return result;
  } catch (error) {
    // A cloud that does not answer says nothing about the password.
    if (!isRefusal(error)) await deleteAttempts(ids);
    throw error;
  }
}

// Names typed into a sign-in form may be passwords by mistake: only their hash is kept.
function hashed(text: string): string {
  return createHash("sha256").update(text.toLowerCase()).digest("base64url");
}
