// A throw-away PostgreSQL for trials: prints the URL, stops with Ctrl-C.
import { parseArgs } from "node:util";
import { migrateDatabase } from "./lib/migrate-database.mjs";
import { ensureDatabase, startPostgres } from "./lib/postgres.mjs";

const { values } = parseArgs({
  options: { data: { type: "string" }, database: { type: "string", default: "breakwater" } },
});
if (!values.data) throw new Error("Say where it may keep its files: --data <folder>");
const server = await startPostgres(values.data, { fast: true });
await ensureDatabase(server, values.database);
await migrateDatabase({ ownerUrl: server.ownerUrl(values.database), applicationUrl: server.url(values.database) });
console.log(server.url(values.database));
