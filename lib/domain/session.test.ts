import { describe, expect, test } from "vitest";
import { sessionState } from "./session";

const now = new Date("2026-11-20T10:00:00Z");
const minutes = (n: number) => new Date(now.getTime() + n * 60_000);
const fresh = {
  tokenExpiresAt: minutes(30),
  lastSeenAt: minutes(-1),
  endsAt: minutes(300),
  endedAt: null,
  method: "password" as const,
};

describe("a session", () => {
  test.each([
    ["serves within its limits", {}, "active"],
    ["expires with its token", { tokenExpiresAt: minutes(0) }, "expired"],
    [
      "outlives its token when an application credential can fetch another",
      { tokenExpiresAt: minutes(-5), method: "application-credential" as const },
      "active",
    ],
    ["expires when nobody used it for an hour", { lastSeenAt: minutes(-61) }, "expired"],
    ["expires at its end, however busy", { endsAt: minutes(0) }, "expired"],
    [
      "is over for good once signed out, whatever else holds",
      { endedAt: minutes(-1), tokenExpiresAt: minutes(-5) },
      "signed-out",
    ],
  ])("%s", (_name, change, state) => {
    expect(sessionState({ ...fresh, ...change }, { now, idleMinutes: 60 })).toBe(state);
  });
});
