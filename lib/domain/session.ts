/** expired: the person is known and signs in again in place. */
export type SessionState = "active" | "expired" | "signed-out";

type Limits = {
  tokenExpiresAt: Date;
  lastSeenAt: Date;
  endsAt: Date;
  endedAt: Date | null;
  method: "password" | "application-credential";
};

/** Where a session stands at `now`. An application credential can fetch new tokens, so its token's end does not end it. */
export function sessionState(session: Limits, { now, idleMinutes }: { now: Date; idleMinutes: number }): SessionState {
  if (session.endedAt) return "signed-out";
  const idleSince = now.getTime() - session.lastSeenAt.getTime();
  const tokenOver = session.method === "password" && session.tokenExpiresAt <= now;
  const over = session.endsAt <= now || idleSince > idleMinutes * 60_000 || tokenOver;
  return over ? "expired" : "active";
}
