import { createHash } from "node:crypto";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";

export type Row = { id: string };

export type Table<T extends Row> = {
  get(id: string): T | undefined;
  all(): T[];
  put(row: T): T;
  /** Does nothing, and answers undefined, when there is no such row. */
  patch(id: string, change: Partial<T>): T | undefined;
  remove(id: string): void;
};

export type Store = {
  table<T extends Row>(name: string): Table<T>;
  putBytes(bytes: Buffer): string;
  getBytes(hash: string): Buffer;
  /** Writes what has changed since the last call. After it returns, a kill -9 loses nothing. */
  flush(): void;
  isNew: boolean;
};

type Change = [table: string, id: string, row: Row | null];

const COMPACT_AT_BYTES = 32 * 1024 * 1024;

/** Tables in memory over an append-only journal; without a directory nothing is kept. */
export function openStore(directory: string | null): Store {
  const tables = new Map<string, Map<string, Row>>();
  const bytes = new Map<string, Buffer>();
  let changes: Change[] = [];
  const journal = directory === null ? null : path.join(directory, "state.jsonl");
  const blobs = directory === null ? null : path.join(directory, "bytes");
  if (blobs !== null) mkdirSync(blobs, { recursive: true });
  const isNew = journal === null || !existsSync(journal);
  if (journal !== null && !isNew) replay(journal, tables);
  if (journal !== null) compact(journal, tables);

  function rowsOf(name: string): Map<string, Row> {
    const known = tables.get(name) ?? new Map<string, Row>();
    tables.set(name, known);
    return known;
  }

  return {
    isNew,
    table<T extends Row>(name: string): Table<T> {
      // Only this function hands out rows of this table, so what was put in as T comes out as T.
      const rows = rowsOf(name) as Map<string, T>;
      const put = (row: T): T => {
        rows.set(row.id, row);
        changes.push([name, row.id, row]);
        return row;
      };
      return {
        get: (id) => rows.get(id),
        all: () => [...rows.values()],
        put,
        patch(id, change) {
          const row = rows.get(id);
          return row === undefined ? undefined : put({ ...row, ...change });
        },
        remove(id) {
          if (rows.delete(id)) changes.push([name, id, null]);
        },
      };
    },
    putBytes(content) {
      const hash = createHash("sha256").update(content).digest("hex");
      if (bytes.has(hash)) return hash;
      bytes.set(hash, content);
      if (blobs !== null && !existsSync(path.join(blobs, hash))) writeWhole(path.join(blobs, hash), content);
      return hash;
    },
    getBytes(hash) {
      const held = bytes.get(hash);
      if (held !== undefined) return held;
      if (blobs === null) throw new Error(`No bytes with the hash ${hash}`);
      const read = readFileSync(path.join(blobs, hash));
      bytes.set(hash, read);
      return read;
    },
    flush() {
      if (changes.length === 0) return;
      const batch = changes;
      changes = [];
      if (journal === null) return;
      appendFileSync(journal, `${JSON.stringify(batch)}\n`);
      if (statSync(journal).size > COMPACT_AT_BYTES) compact(journal, tables);
    },
  };
}

function replay(journal: string, tables: Map<string, Map<string, Row>>): void {
  for (const line of readFileSync(journal, "utf8").split("\n")) {
    if (line === "") continue;
    const batch = readBatch(line);
    if (batch === null) return; // a torn last line: the process was killed before it answered
    for (const [table, id, row] of batch) {
      const rows = tables.get(table) ?? new Map<string, Row>();
      tables.set(table, rows);
      if (row === null) rows.delete(id);
      else rows.set(id, row);
    }
  }
}

function readBatch(line: string): Change[] | null {
  try {
    // Written by flush() or compact() of this file, and by nothing else.
    return JSON.parse(line) as Change[];
  } catch {
    return null;
  }
}

function compact(journal: string, tables: Map<string, Map<string, Row>>): void {
  const lines = [...tables].map(([name, rows]) =>
    JSON.stringify([...rows].map(([id, row]): Change => [name, id, row])),
  );
  writeWhole(journal, lines.map((line) => `${line}\n`).join(""));
}

function writeWhole(file: string, content: string | Buffer): void {
  const unfinished = `${file}.new`;
  rmSync(unfinished, { force: true });
  writeFileSync(unfinished, content);
  renameSync(unfinished, file);
}
