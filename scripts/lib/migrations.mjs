// Prisma Migrate through the engine's WebAssembly build from npm: the native
// engine would have to be downloaded from a host that not every machine reaches.
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import * as wasm from "@prisma/schema-engine-wasm/schema_engine_bg";
import { bin, root } from "./paths.mjs";

const schemaFile = path.join(root, "prisma/schema.prisma");
const migrationsDir = path.join(root, "prisma/migrations");
const lockFile = path.join(migrationsDir, "migration_lock.toml");
const filters = { externalTables: [], externalEnums: [] };
const schema = () => ({ tag: "schemaDatamodel", files: schemaFiles() });
const schemaFiles = () => [{ path: schemaFile, content: fs.readFileSync(schemaFile, "utf8") }];

/** Applies what is missing; answers the names of the migrations applied. */
export function deploy(url) {
  return withEngine(url, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList: migrations(), filters });
    return appliedMigrationNames;
  });
}

/** The SQL by which schema.prisma is ahead of the migrations; null when they agree. */
export function difference(url) {
  return withEngine(url, async (engine) => {
    const list = migrations();
    const from = list.migrationDirectories.length ? { tag: "migrations", ...list } : { tag: "empty" };
    const { exitCode, stdout } = await engine.diff({ from, to: schema(), script: true, exitCode: true, filters });
    return exitCode === 0 ? null : stdout;
  });
}

/** Writes a new migration that brings the database to schema.prisma. */
export async function author(url, name) {
  const sql = await difference(url);
  if (sql === null) return null;
  const directory = `${new Date().toISOString().replace(/\D/g, "").slice(0, 14)}_${name}`;
  fs.mkdirSync(path.join(migrationsDir, directory), { recursive: true });
  fs.writeFileSync(path.join(migrationsDir, directory, "migration.sql"), sql);
  fs.writeFileSync(lockFile, 'provider = "postgresql"\n');
  return directory;
}

function migrations() {
  const directories = fs.existsSync(migrationsDir) ? fs.readdirSync(migrationsDir, { withFileTypes: true }) : [];
  return {
    baseDir: migrationsDir,
    shadowDbInitScript: "",
    lockfile: {
      path: "migration_lock.toml",
      content: fs.existsSync(lockFile) ? fs.readFileSync(lockFile, "utf8") : null,
    },
    migrationDirectories: directories
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort()
      .map((name) => ({
        path: name,
        migrationFile: {
          path: "migration.sql",
          content: { tag: "ok", value: fs.readFileSync(path.join(migrationsDir, name, "migration.sql"), "utf8") },
        },
      })),
  };
}

let instance;

// Node 20 does not import .wasm by itself.
async function load() {
  if (instance) return;
  const bytes = fs.readFileSync(bin("@prisma/schema-engine-wasm/schema_engine_bg.wasm"));
  ({ instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": wasm }));
  wasm.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => console.error("schema engine:", message) };
}

async function withEngine(url, work) {
  await load();
  const factory = new Factory(connectionOf(url));
  const engine = await wasm.SchemaEngine.new(
    { datamodels: schemaFiles().map((file) => [file.path, file.content]) },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  );
  try {
    return await work(engine);
  } finally {
    await factory.close();
  }
}

function connectionOf(text) {
  const url = new URL(text);
  return {
    host: url.hostname,
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: url.pathname.slice(1),
    ...(url.searchParams.get("sslmode") === "require" && { ssl: { rejectUnauthorized: false } }),
  };
}

// The adapter drops its shadow database before it has closed its own pool to it.
class Factory extends PrismaPg {
  #open = [];
  #shadows = [];
  #connection;

  constructor(connection) {
    super(connection);
    this.#connection = connection;
  }

  async connect() {
    return this.#keep(await super.connect());
  }

  async connectToShadowDb() {
    const database = `breakwater_shadow_${crypto.randomUUID()}`;
    const main = await this.connect();
    await main.executeScript(`CREATE DATABASE "${database}"`);
    this.#shadows.push(database);
    return this.#keep(await new PrismaPg({ ...this.#connection, database }).connect());
  }

  async close() {
    for (const adapter of this.#open.splice(0)) if (!adapter.client.ended) await adapter.dispose();
    if (!this.#shadows.length) return;
    const main = await super.connect();
    for (const database of this.#shadows.splice(0))
      await main.executeScript(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`);
    await main.dispose();
  }

  #keep(adapter) {
    this.#open.push(adapter);
    return lenient(adapter);
  }
}

// The adapter refuses the catalogue's types "char" (18) and name (19), which introspection reads.
const readAs = { 18: 25, 19: 25, 1002: 1009, 1003: 1009 };

function lenient(adapter) {
  // It would cut a script at each semicolon, also within a function's body.
  adapter.executeScript = async (script) => void (await adapter.client.query(script));
  const perform = adapter.performIO.bind(adapter);
  adapter.queryRaw = async (query) => {
    let characters = [];
    const reader = Object.create(adapter, {
      performIO: {
        value: async (statement) => {
          const result = await perform(statement);
          characters = result.fields.map((field) => field.dataTypeID === 18);
          for (const field of result.fields) field.dataTypeID = readAs[field.dataTypeID] ?? field.dataTypeID;
          return result;
        },
      },
    });
    const result = await Object.getPrototypeOf(adapter).queryRaw.call(reader, query);
    result.columnTypes = result.columnTypes.map((type, at) => (characters[at] ? ColumnTypeEnum.Character : type));
    return result;
  };
  return adapter;
}
