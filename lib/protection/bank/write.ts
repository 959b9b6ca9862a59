import {
  BANK_HEAD,
  INDEX_PREFIX,
  indexName,
  KEPT_INDEXES,
  type BankIndex,
  type BankKind,
  type BankText,
} from "@/lib/domain/bank";
import { canonicalJson } from "@/lib/domain/canonical-json";
import { AppError } from "@/lib/domain/errors";
import { json } from "@/lib/domain/json";
import { claimHead } from "./head";
import { generations, readIndexes } from "./index-reading";
import { digestOf, sealObject, type BankKey } from "./seal";
import type { BankStore } from "./store";

type Writing = {
  planId: string;
  key: BankKey | null;
  /** Which Breakwater writes. */
  writer: string;
  /** Of the state that is written; taken before the state was read, so that the newest state has the highest. */
  generation: number;
  /** The newest generation of which this Breakwater knows that it stands in the bank; null: none yet. */
  known: number | null;
  texts: BankText[];
  /** Of these kinds the newest state's objects stay, because there is nothing newer. */
  carry?: BankKind[];
  at: Date;
};
export type Written = { objects: number; put: number; removed: number };

/** Brings the bank to this state. What is there already is not written again; the index comes last. */
export async function writeBank(store: BankStore, writing: Writing): Promise<Written> {
  await store.ensure();
  await claimHead(store, writing);
  const names = await store.list();
  const before = await readIndexes(store, { ...writing, names }, KEPT_INDEXES);
  refuseOther(before.indexes[0], writing);
  const present = new Set(names);
  const index = await putObjects(store, writing, { present, before: before.indexes });
  await put(store, writing, { name: indexName(writing.generation), text: canonicalJson(json.parse(index.value)) });
  const removed = await removeUnnamed(store, names, [index.value, ...before.indexes]);
  return { objects: index.value.objects.length, put: index.put, removed };
}

/** Whoever knows less than the bank holds must not write over it. */
function refuseOther(newest: BankIndex | undefined, { writer, known }: Writing): void {
  if (!newest || newest.writer === writer || newest.generation <= (known ?? 0)) return;
  throw new AppError("conflict", `Another Breakwater has written this bank, last at ${newest.writtenAt} (UTC).`, {
    safe: "What it wrote was left as it is.",
    remedy: "Let only one Breakwater work for this plan, and recover it from the bank.",
  });
}

type Present = { present: Set<string>; before: BankIndex[] };

async function putObjects(
  store: BankStore,
  writing: Writing,
  { present, before }: Present,
): Promise<{ value: BankIndex; put: number }> {
  const { planId, key, writer, generation, at } = writing;
  const known = new Map(before.flatMap(({ objects }) => objects).map((one) => [one.name, one.sha256]));
  const carried = (before[0]?.objects ?? []).filter(({ kind }) => writing.carry?.includes(kind));
  const objects: BankIndex["objects"] = [...carried];
  let written = 0;
  for (const { kind, stem, extension, text } of writing.texts) {
    const name = `${stem}.${digestOf(text, key)}.${extension}`;
    const there = present.has(name) ? known.get(name) : undefined;
    objects.push({ kind, name, sha256: there ?? (await put(store, writing, { name, text })) });
    if (!there) written += 1;
  }
  return { value: { planId, generation, writer, writtenAt: at.toISOString(), objects }, put: written };
}

/** Answers the checksum for the index. */
async function put(
  store: BankStore,
  { planId, key, at }: Writing,
  { name, text }: { name: string; text: string },
): Promise<string> {
  const envelope = sealObject({ planId, name, text, key, at });
  await store.put(name, JSON.stringify(envelope));
  return envelope.sha256;
}

/** What the last few indexes do not name goes, and the indexes before them; a state that is being written stays. */
async function removeUnnamed(store: BankStore, names: string[], indexes: BankIndex[]): Promise<number> {
  const kept = indexes.slice(0, KEPT_INDEXES);
  const named = new Set(kept.flatMap(({ objects }) => objects.map(({ name }) => name)));
  const oldest = kept.at(-1)?.generation ?? 0;
  const old = generations(names)
    .filter((generation) => generation < oldest)
    .map(indexName);
  // The list is from before this state was written: what another writer puts meanwhile is not in it.
  const loose = names.filter((name) => name !== BANK_HEAD && !name.startsWith(INDEX_PREFIX) && !named.has(name));
  for (const name of [...old, ...loose]) await store.remove(name);
  return old.length + loose.length;
}
