import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { text } from "node:stream/consumers";
import { AppError } from "@/lib/domain/errors";
import type { Cloud } from "@/lib/openstack/cloud";
import { isOpenStackError } from "@/lib/openstack/error";

/** Where the objects of one bank lie. */
export type BankStore = {
  /** For people: which container or directory. */
  where: string;
  /** Makes the container or directory; it may be there already. */
  ensure: () => Promise<void>;
  /** Empty also when there is no such container or directory. */
  list: () => Promise<string[]>;
  /** Null when there is none. */
  get: (name: string) => Promise<string | null>;
  /** Whole or not at all; replaces what was there. */
  put: (name: string, text: string) => Promise<void>;
  /** Already gone is gone. */
  remove: (name: string) => Promise<void>;
};

export function swiftStore(cloud: Cloud, container: string): BankStore {
  const { containers, objects } = cloud.swift;
  const type = (name: string) => (name.endsWith(".json") ? "application/json" : "text/plain; charset=utf-8");
  return {
    where: `container ${container} at ${cloud.site.name}`,
    ensure: () => containers.create(container),
    list: async () => (await emptyWhereNone(() => objects.list(container))).map(({ name }) => name),
    get: async (name) => {
      const stream = await objects.get({ container, name });
      return stream && text(stream);
    },
    put: async (name, body) => {
      const bytes = Buffer.from(body, "utf8");
      // Swift takes the object only when all of these bytes have arrived.
      const etag = createHash("md5").update(bytes).digest("hex");
      await objects.put({ container, name }, bytes, { contentType: type(name), etag });
    },
    remove: (name) => objects.remove({ container, name }),
  };
}

export function directoryStore(root: string, container: string): BankStore {
  const base = path.join(root, container);
  const fileOf = (name: string) => {
    const file = path.resolve(base, name);
    if (file.startsWith(path.resolve(base) + path.sep)) return file;
    throw new AppError("conflict", `${name} is not the name of an object of a bank.`);
  };
  return {
    where: `directory ${base}`,
    ensure: async () => {
      // A mount that is not there must not be filled under its mount point.
      if (!(await stat(root).catch(() => null))?.isDirectory())
        throw new AppError("unreachable", `The directory ${root} for banks is not there.`, {
          remedy: "Ask the administrator to mount it.",
        });
      await told(base, () => mkdir(base, { recursive: true, mode: 0o700 }));
    },
    list: () => told(base, () => filesBelow(base)),
    get: (name) => told(base, () => readFile(fileOf(name), "utf8").catch(nullWhereNone)),
    put: (name, body) => told(base, () => writeWhole(fileOf(name), body)),
    remove: (name) => told(base, () => rm(fileOf(name), { force: true })),
  };
}

async function filesBelow(base: string): Promise<string[]> {
  const entries = await readdir(base, { recursive: true, withFileTypes: true }).catch(nullWhereNone);
  return (entries ?? [])
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => path.relative(base, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"));
}

/** A full or lost mount is a fact to be told, not a bug. */
async function told<T>(base: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError || !(error instanceof Error)) throw error;
    throw new AppError("unreachable", `The directory ${base} cannot be used: ${error.message}`, { cause: error });
  }
}

/** Under its name only when it is on the disk. */
async function writeWhole(file: string, body: string): Promise<void> {
  const directory = path.dirname(file);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const draft = path.join(directory, `.${randomUUID()}`);
  try {
    const handle = await open(draft, "wx", 0o600);
    try {
      await handle.writeFile(body, "utf8");
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

function nullWhereNone(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
  throw error;
}

async function emptyWhereNone<T>(work: () => Promise<T[]>): Promise<T[]> {
  try {
    return await work();
  } catch (error) {
    if (isOpenStackError(error, "not-found")) return [];
    throw error;
  }
}
