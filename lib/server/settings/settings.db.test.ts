import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDb, inTransaction } from "@/lib/db/client";
import { insertSession, selectSession } from "@/lib/db/sessions";
import { upsertCloud } from "@/lib/db/sites";
import type { Actor } from "@/lib/domain/permissions";
import { freshDatabase } from "@/scripts/testing/fresh-database";
import { endOwnSession } from "./change";
import { sessionsOf } from "./queries";

const inAnHour = new Date(Date.now() + 3_600_000);
const actor: Actor = {
  sessionId: "here",
  userId: "ana",
  userName: "ana",
  cloudId: "cloud",
  projectId: "billing",
  projectName: "billing",
  roles: ["reader"],
  requestId: "req-1",
  address: "10.0.0.1",
};

async function open(id: string, { userId = "ana", tokenExpiresAt = inAnHour } = {}) {
  await inTransaction((tx) =>
    insertSession(tx, {
      id,
      cloudId: "cloud",
      userId,
      userName: userId,
      projectId: "billing",
      projectName: "billing",
      roles: ["reader"],
      method: "password",
      tokenExpiresAt,
      endsAt: inAnHour,
      address: "10.0.0.1",
      userAgent: "",
      secret: { kind: "applicationCredential", id: "x", secret: "y" },
    }),
  );
}

beforeAll(async () => {
  await freshDatabase();
  await inTransaction((tx) => upsertCloud(tx, { id: "cloud", name: "cloud", keystoneUrl: "http://127.0.0.1:9/v3" }));
  await open("here");
  await open("there");
  await open("lapsed", { tokenExpiresAt: new Date(Date.now() - 1_000) });
  await open("of-ben", { userId: "ben" });
});
afterAll(closeDb);

test("one sees the own sign-ins, which of them asks, and which have lapsed", async () => {
  const seen = await sessionsOf(actor);
  expect(seen.map(({ id, current, expired }) => [id, current, expired]).sort()).toEqual([
    ["here", true, false],
    ["lapsed", false, true],
    ["there", false, false],
  ]);
});

test("one ends another of the own, once", async () => {
  await endOwnSession(actor, "there");
  expect((await selectSession("there"))?.endedAt).not.toBeNull();
  await expect(endOwnSession(actor, "there")).rejects.toMatchObject({ code: "not-found" });
});

test("another person's does not exist, and the one in use is left by signing out", async () => {
  await expect(endOwnSession(actor, "of-ben")).rejects.toMatchObject({ code: "not-found" });
  expect((await selectSession("of-ben"))?.endedAt).toBeNull();
  await expect(endOwnSession(actor, "here")).rejects.toMatchObject({ code: "conflict" });
});
