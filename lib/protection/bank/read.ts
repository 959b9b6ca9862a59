import type { z } from "zod";
import type { BankIndex, BankKind, BankProblem } from "@/lib/domain/bank";
import {
  bankCheckpoint,
  bankHistory,
  bankPlan,
  bankRecovery,
  type BankCheckpoint,
  type BankContent,
} from "@/lib/domain/bank-content";
import { bankFailover } from "@/lib/domain/bank-failover";
import { canonicalJson } from "@/lib/domain/canonical-json";
import { AppError } from "@/lib/domain/errors";
import { verifyManifest } from "@/lib/domain/manifest";
import { readHead } from "./head";
import { parsedText, readIndexes, reading } from "./index-reading";
import { openObject, type BankKey } from "./seal";
import type { BankStore } from "./store";

export type ReadBank = BankContent & {
  planId: string;
  generation: number;
  /** ISO, UTC. */
  writtenAt: string;
  /** What could not be read, and why; the rest can be relied upon. */
  problems: BankProblem[];
};

/** Everything that a bank holds and that can be read; an AppError says why it is no bank, or none that opens. */
export async function readBank(store: BankStore, key: BankKey | null): Promise<ReadBank> {
  const { planId } = await readHead(store, key);
  const names = await store.list();
  const { indexes, problems } = await readIndexes(store, { planId, key, names }, Number.POSITIVE_INFINITY);
  for (const index of indexes) {
    const contents = await contentsOf(store, { index, key, problems });
    if (contents) return contents;
  }
  throw new AppError("conflict", `The bank in ${store.where} cannot be read: ${why(problems)}`, {
    safe: "Nothing was changed.",
    remedy: "Try another copy of the bank.",
  });
}

type From = { index: BankIndex; key: BankKey | null; problems: BankProblem[] };

/** Null: the plan itself cannot be read from this state. */
async function contentsOf(store: BankStore, { index, key, problems }: From): Promise<ReadBank | null> {
  const { planId, generation, writtenAt } = index;
  const found: BankProblem[] = [];
  const all = <S extends z.ZodType>(kind: BankKind, schema: S) =>
    readAll(store, { index, key, problems: found }, kind, schema);
  const [plan] = await all("plan", bankPlan);
  if (!plan || plan.id !== planId) {
    problems.push(...found, { object: `generation ${generation}`, reason: "its plan cannot be read" });
    return null;
  }
  const checkpoints = await all("checkpoint", bankCheckpoint);
  const [recovery] = await all("recovery", bankRecovery);
  const failovers = await all("failover", bankFailover);
  const [history] = await all("history", bankHistory);
  const whole = checkpoints.filter((checkpoint) => manifestHolds(checkpoint, found));
  return {
    planId,
    generation,
    writtenAt,
    plan,
    checkpoints: whole,
    recovery: recovery ?? null,
    failovers,
    history: history ?? null,
    problems: [...problems, ...found],
  };
}

async function readAll<S extends z.ZodType>(
  store: BankStore,
  { index, key, problems }: From,
  kind: BankKind,
  schema: S,
): Promise<z.output<S>[]> {
  const read: z.output<S>[] = [];
  for (const { name, sha256: expected } of index.objects.filter((one) => one.kind === kind)) {
    const value = await reading(name, problems, async () => {
      const bytes = await store.get(name);
      if (bytes === null) throw new AppError("conflict", "it is missing");
      const { text, envelope } = openObject({ planId: index.planId, name, bytes, key });
      if (envelope.sha256 !== expected) throw new AppError("conflict", "it is not the one that the index names");
      return { parsed: schema.safeParse(parsedText(text)) };
    });
    if (value?.parsed.success) read.push(value.parsed.data);
    else if (value) problems.push({ object: name, reason: "it is not of the shape that its kind has" });
  }
  return read;
}

/** A checkpoint whose manifest was changed is not one to recover from. */
function manifestHolds({ id, manifest, manifestSha256 }: BankCheckpoint, problems: BankProblem[]): boolean {
  if (manifest === null || manifestSha256 === null) return true;
  try {
    verifyManifest(canonicalJson(manifest), manifestSha256);
    return true;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    problems.push({ object: `checkpoint ${id}`, reason: error.message });
    return false;
  }
}

function why(problems: BankProblem[]): string {
  const [first] = problems;
  return first ? `${first.object}: ${first.reason}.` : "it was begun and never finished.";
}
