import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import { withClient } from "../lib/postgres.mjs";

export type FreshDatabase = {
  /** The application's role. */
  url: string;
  /** The owner's role, for what the application may not do. */
  ownerUrl: string;
};

/**
 * A migrated, empty database of the test file's own; sets DATABASE_URL and AUTH_SECRET.
 * Call it before importing what reads them, or before the first query.
 */
export async function freshDatabase(): Promise<FreshDatabase> {
  const { owner, application } = inject("postgres");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await withClient(owner, async (client) => {
    await client.query("select pg_advisory_lock(4711)"); // a template may not be copied twice at once
    await client.query(`create database "${name}" template breakwater_template`);
    await client.query(`grant create, connect, temporary on database "${name}" to breakwater`);
  });
  const fresh = { url: at(application, name), ownerUrl: at(owner, name) };
  process.env.DATABASE_URL = fresh.url;
  process.env.AUTH_SECRET ??= "a-secret-for-tests-with-enough-characters";
  return fresh;
}

function at(url: string, database: string): string {
  const copy = new URL(url);
  copy.pathname = `/${database}`;
  return copy.toString();
}
