import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { freshDatabase } from "@/scripts/testing/fresh-database";
import { closeDb } from "./client";
import { selectListing, selectListingWith, upsertListing } from "./listings";

const page = z.object({ rows: z.array(z.object({ id: z.string() })) });
const mine = { cloudId: "cloud", projectId: "mine" };
const theirs = { cloudId: "cloud", projectId: "theirs" };
const at = { siteId: "one", key: "servers" };

beforeAll(async () => {
  await freshDatabase();
});
afterAll(closeDb);

test("what was never asked is not known", async () => {
  expect(await selectListing(mine, at, page)).toBeNull();
});

test("the newest answer takes the place of the former, with its instant", async () => {
  await upsertListing(mine, at, { rows: [{ id: "a" }] }, new Date("2026-11-20T10:00:00Z"));
  await upsertListing(mine, at, { rows: [{ id: "b" }] }, new Date("2026-11-20T10:05:00Z"));
  expect(await selectListing(mine, at, page)).toEqual({
    value: { rows: [{ id: "b" }] },
    seenAt: new Date("2026-11-20T10:05:00Z"),
  });
});

test("another project and another site know nothing of it", async () => {
  expect(await selectListing(theirs, at, page)).toBeNull();
  expect(await selectListing(mine, { ...at, siteId: "two" }, page)).toBeNull();
  expect(await selectListingWith(theirs, { siteId: "one", rowId: "b" }, page)).toBeNull();
});

test("what an older version kept in another form is not known", async () => {
  expect(await selectListing(mine, at, z.object({ items: z.array(z.string()) }))).toBeNull();
});

test("one thing is found in the newest list that has it", async () => {
  await upsertListing(
    mine,
    { ...at, key: "search" },
    { rows: [{ id: "b" }, { id: "c" }] },
    new Date("2026-11-20T10:10:00Z"),
  );
  const found = await selectListingWith(mine, { siteId: "one", rowId: "b" }, page);
  expect(found?.seenAt).toEqual(new Date("2026-11-20T10:10:00Z"));
  expect(await selectListingWith(mine, { siteId: "one", rowId: "gone" }, page)).toBeNull();
});
