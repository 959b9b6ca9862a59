import { bankIndex, generationOf, indexName, type BankIndex, type BankProblem } from "@/lib/domain/bank";
import { AppError } from "@/lib/domain/errors";
import { openObject, type BankKey } from "./seal";
import type { BankStore } from "./store";

type Of = { planId: string; key: BankKey | null; names: string[] };

/** The generations of which the store has an index, newest first. */
export function generations(names: string[]): number[] {
  return names.flatMap((name) => generationOf(name) ?? []).sort((a, b) => b - a);
}

/** Every whole index, newest first, until `enough`; what is not whole is passed over, and said. */
export async function readIndexes(
  store: BankStore,
  { planId, key, names }: Of,
  enough: number,
): Promise<{ indexes: BankIndex[]; problems: BankProblem[] }> {
  const indexes: BankIndex[] = [];
  const problems: BankProblem[] = [];
  for (const generation of generations(names)) {
    if (indexes.length >= enough) break;
    const name = indexName(generation);
    const index = await reading(name, problems, async () => {
      const bytes = await store.get(name);
      if (bytes === null) throw new AppError("conflict", "it is listed and not there");
      const { text } = openObject({ planId, name, bytes, key });
      const parsed = bankIndex.safeParse(parsedText(text));
      if (parsed.success && parsed.data.planId === planId && parsed.data.generation === generation) return parsed.data;
      throw new AppError("conflict", "it is not the index that its name says");
    });
    if (index) indexes.push(index);
  }
  return { indexes, problems };
}

export function parsedText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("conflict", "it is not JSON", { cause });
  }
}

/** What is wrong with one object does not keep the others from being read; a store that does not answer does. */
export async function reading<T>(object: string, problems: BankProblem[], work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    problems.push({ object, reason: error.message });
    return null;
  }
}
