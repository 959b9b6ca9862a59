// node scripts/migrate.mjs            applies what is missing
// node scripts/migrate.mjs new <name> writes a migration for what changed in schema.prisma
// node scripts/migrate.mjs check      fails when schema.prisma and the migrations disagree
import os from "node:os";
import fs from "node:fs";
import path from "node:path";
import { migrateDatabase } from "./lib/migrate-database.mjs";
import { author, difference } from "./lib/migrations.mjs";
import { ensureDatabase, startPostgres } from "./lib/postgres.mjs";

const [command = "deploy", name] = process.argv.slice(2);

if (command === "deploy") {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL names the database to migrate");
  const applied = await migrateDatabase({ ownerUrl: process.env.MIGRATION_DATABASE_URL ?? url, applicationUrl: url });
  console.log(applied.length ? `applied ${applied.join(", ")}` : "up to date");
} else {
  await withScratch(async (url) => {
    if (command === "new") console.log((await author(url, name ?? "change")) ?? "nothing to do");
    else if (command === "check") {
      const sql = await difference(url);
      if (sql !== null) throw new Error(`schema.prisma is ahead of the migrations:\n${sql}`);
      console.log("schema.prisma and the migrations agree");
    } else throw new Error(`Unknown command ${command}`);
  });
}
process.exit();

async function withScratch(work) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "breakwater-migrate-"));
  const server = await startPostgres(dir, { fast: true });
  try {
    await ensureDatabase(server, "scratch");
    await work(server.ownerUrl("scratch"));
  } finally {
    await server.stop();
    fs.rmSync(dir, { recursive: true, force: true });
  }
}
