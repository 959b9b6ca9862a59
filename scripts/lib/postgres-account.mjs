// PostgreSQL refuses to run as root. Then another account runs it, which must be
// able to reach both its programs and its data: /root, for one, is closed to it.
import { execFileSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";

const REACHABLE_HOME = "/var/lib/breakwater";

/** The account that runs PostgreSQL; null: our own will do. */
export function postgresAccount() {
  if (process.getuid?.() !== 0) return null;
  for (const name of ["postgres", "breakwater", "nobody"]) {
    try {
      const id = (what) => Number(execFileSync("id", [what, name], { stdio: ["ignore", "pipe", "ignore"] }));
      return { uid: id("-u"), gid: id("-g") };
    } catch {
      continue; // that account does not exist here
    }
  }
  throw new Error("As root, the embedded PostgreSQL needs an account named postgres, breakwater or nobody");
}

/** `dir` itself, or a folder that stands for it where every account may pass. */
export function reachableDir(dir, account) {
  const at = path.resolve(dir);
  fs.mkdirSync(at, { recursive: true });
  if (!account) return at;
  if (isOpen(path.dirname(at))) {
    fs.chmodSync(at, fs.statSync(at).mode | 0o011);
    return at;
  }
  const substitute = path.join(REACHABLE_HOME, crypto.createHash("sha256").update(at).digest("hex").slice(0, 12));
  fs.mkdirSync(substitute, { recursive: true, mode: 0o711 });
  return substitute;
}

/** The programs where `account` can run them; they are copied when it cannot reach them. */
export function reachablePrograms(programs, dir, account) {
  const native = path.dirname(path.dirname(programs.postgres));
  if (!account || isOpen(native)) return programs;
  const copy = path.join(dir, "programs");
  if (!fs.existsSync(path.join(copy, "bin"))) fs.cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  const moved = (program) => path.join(copy, "bin", path.basename(program));
  return { initdb: moved(programs.initdb), postgres: moved(programs.postgres) };
}

function isOpen(dir) {
  for (let at = path.resolve(dir); at !== path.dirname(at); at = path.dirname(at)) {
    if ((fs.statSync(at).mode & 0o001) === 0) return false;
  }
  return true;
}
