import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { importBank } from "@/lib/db/bank-import";
import { closeDb } from "@/lib/db/client";
import { AppError } from "@/lib/domain/errors";
import { isOpenStackError } from "@/lib/openstack/error";
import { isEncrypted } from "@/lib/protection/bank/head";
import { readBank } from "@/lib/protection/bank/read";
import { parseBankKey } from "@/lib/protection/bank/seal";
import { directoryStore, swiftStore, type BankStore } from "@/lib/protection/bank/store";
import { giveCredential } from "./credential";
import { signInByFile, type SignedIn } from "./entry";
import { report } from "./report";

const USAGE = `npm run recover-from-bank -- <entry of clouds.yaml, or site> <container>
npm run recover-from-bank -- --directory <folder> <container>
BREAKWATER_BANK_KEY: the bank's key. OS_CLIENT_CONFIG_FILE: the clouds.yaml.`;

try {
  await main();
} catch (error) {
  if (!(error instanceof AppError) && !isOpenStackError(error)) throw error;
  const { safe, remedy } = error instanceof AppError ? error.detail : {};
  console.error([error.message, safe, remedy].filter(Boolean).join("\n"));
  process.exitCode = 1;
} finally {
  await closeDb();
}

async function main(): Promise<void> {
  const began = Date.now();
  const { store, signedIn } = await opened();
  const key = (await isEncrypted(store)) ? await askedKey() : null;
  const contents = await readBank(store, key === null ? null : parseBankKey(key));
  const { generation, problems, writtenAt, planId: _planId, ...content } = contents;
  const outcome = await importBank({ content, generation, key, place: store.where, now: new Date() });
  const credential = signedIn ? await giveCredential(signedIn, content.plan) : null;
  const tookMs = Date.now() - began;
  console.log(report({ name: content.plan.name, writtenAt, outcome, credential, problems, tookMs }));
}

async function opened(): Promise<{ store: BankStore; signedIn: SignedIn | null }> {
  const { values, positionals } = parseArgs({ options: { directory: { type: "string" } }, allowPositionals: true });
  const [first, second] = positionals;
  if (values.directory !== undefined && first && !second)
    return { store: directoryStore(values.directory, first), signedIn: null };
  if (!first || !second || values.directory !== undefined) throw new AppError("invalid", USAGE);
  const signedIn = await signInByFile(process.env.OS_CLIENT_CONFIG_FILE, first);
  return { store: swiftStore(signedIn.cloud, second), signedIn };
}

async function askedKey(): Promise<string> {
  const given = process.env.BREAKWATER_BANK_KEY;
  if (given) return given;
  if (!process.stdin.isTTY)
    throw new AppError("invalid", "The bank is encrypted: give its key in BREAKWATER_BANK_KEY.");
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await terminal.question("Key of the bank: ");
  } finally {
    terminal.close();
  }
}
