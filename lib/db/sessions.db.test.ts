import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase } from "@/scripts/testing/fresh-database";
import { closeDb, db } from "./client";
import { selectLastProject, upsertLastProject } from "./preferences";
import {
  deleteSessionsEndedBefore,
  endSession,
  insertSession,
  selectSession,
  selectSessionSecret,
  touchSession,
  type NewSession,
} from "./sessions";

const at = new Date("2026-11-20T10:00:00Z");
const minutes = (n: number) => new Date(at.getTime() + n * 60_000);
const secret = { kind: "token", token: "gAAAA-very-long-token", userDomain: "Default" } as const;

function session(id: string, change: Partial<NewSession> = {}): NewSession {
  return {
    id,
    cloudId: "cloud",
    userId: "ana",
    userName: "ana",
    projectId: "demo",
    projectName: "demo",
    roles: ["member"],
    method: "password",
    tokenExpiresAt: minutes(60),
    endsAt: minutes(720),
    address: "10.0.0.1",
    userAgent: "test",
    secret,
    ...change,
  };
}

beforeAll(async () => {
  await freshDatabase();
});
afterAll(closeDb);

describe("a session", () => {
  test("keeps its token sealed, and never shows it with the rest", async () => {
    await insertSession(db(), session("one"));
    expect(await selectSession("one")).toMatchObject({ userName: "ana", roles: ["member"], endedAt: null });
    expect(JSON.stringify(await selectSession("one"))).not.toContain(secret.token);
    expect(JSON.stringify(await db().session.findMany())).not.toContain(secret.token);
    expect(await selectSessionSecret("one")).toEqual(secret);
  });

  test("is ended once, and its secret is forgotten with it", async () => {
    await insertSession(db(), session("two"));
    expect(await endSession(db(), "two", at)).toBe(true);
    expect(await endSession(db(), "two", at)).toBe(false);
    expect(await selectSessionSecret("two")).toBeNull();
    expect((await selectSession("two"))?.endedAt).toEqual(at);
  });

  test("is not revived by a late request", async () => {
    await insertSession(db(), session("three"));
    await endSession(db(), "three", at);
    const before = await selectSession("three");
    await touchSession("three", minutes(5));
    expect(await selectSession("three")).toEqual(before);
  });

  test("is removed some time after its end", async () => {
    await insertSession(db(), session("old", { endsAt: minutes(-600) }));
    expect(await deleteSessionsEndedBefore(minutes(-60))).toBe(1);
    expect(await selectSession("old")).toBeNull();
    expect(await selectSession("one")).not.toBeNull();
  });
});

test("the last project is remembered per cloud and user", async () => {
  expect(await selectLastProject("cloud", "ana")).toBeNull();
  await upsertLastProject(db(), { cloudId: "cloud", userId: "ana", projectId: "demo" });
  await upsertLastProject(db(), { cloudId: "cloud", userId: "ana", projectId: "alt" });
  expect(await selectLastProject("cloud", "ana")).toBe("alt");
  expect(await selectLastProject("cloud", "ben")).toBeNull();
});
