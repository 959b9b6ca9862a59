import { BANK_FORMAT, BANK_HEAD, bankHead, type BankHead } from "@/lib/domain/bank";
import { AppError } from "@/lib/domain/errors";
import { keyCheckOf, type BankKey } from "./seal";
import type { BankStore } from "./store";

const ABOUT =
  "This is the bank of a Breakwater protection plan. index/ holds the list of what belongs together, newest last; " +
  "each other object is JSON with its text in 'body', encrypted with AES-256-GCM (associated data: " +
  "breakwater-bank/<planId>/<name>) where 'encryption' is not null.";

/** A container that is not this plan's bank, or has another key, is left as it is. */
export async function claimHead(
  store: BankStore,
  { planId, key, at }: { planId: string; key: BankKey | null; at: Date },
): Promise<void> {
  const keyCheck = key && keyCheckOf(key, planId);
  const bytes = await store.get(BANK_HEAD);
  if (bytes === null) return store.put(BANK_HEAD, newHead({ planId, keyCheck, at }));
  const head = parsed(bytes);
  if (head?.planId === planId && head.keyCheck === keyCheck) return;
  throw new AppError("conflict", `The ${store.where} is not the bank of this plan, or has another key.`, {
    safe: "Nothing in it was changed.",
    remedy: "Move it away; the bank is then written anew.",
  });
}

function newHead({ planId, keyCheck, at }: { planId: string; keyCheck: string | null; at: Date }): string {
  const head: BankHead = {
    format: { name: "breakwater-bank", version: BANK_FORMAT },
    planId,
    createdAt: at.toISOString(),
    keyCheck,
    about: ABOUT,
  };
  return JSON.stringify(head, null, 2);
}

/** What the bank says of itself; an AppError says why it is none, or none that this key opens. */
export async function readHead(store: BankStore, key: BankKey | null): Promise<BankHead> {
  const bytes = await store.get(BANK_HEAD);
  if (bytes === null) throw foreign(`There is no bank in ${store.where}.`);
  const head = parsed(bytes);
  if (!head) throw foreign(`What lies in ${store.where} is not a bank: ${BANK_HEAD} is damaged, or of something else.`);
  if (head.format.version > BANK_FORMAT)
    throw foreign(`The bank is written in format ${head.format.version}; this Breakwater reads ${BANK_FORMAT}.`);
  if (head.keyCheck !== null && !key)
    throw new AppError("invalid", "The bank is encrypted: its key is needed.", {
      remedy: "Give the key that was shown when the bank was made.",
    });
  if (head.keyCheck !== (key && keyCheckOf(key, head.planId)))
    throw new AppError("invalid", "The key does not belong to this bank.", { remedy: "Give the key of this plan." });
  return head;
}

/** Whether a key is to be asked for. */
export async function isEncrypted(store: BankStore): Promise<boolean> {
  const bytes = await store.get(BANK_HEAD);
  return (bytes === null ? null : parsed(bytes))?.keyCheck != null;
}

function parsed(bytes: string): BankHead | null {
  try {
    return bankHead.parse(JSON.parse(bytes));
  } catch {
    return null;
  }
}

const foreign = (message: string) => new AppError("conflict", message, { safe: "Nothing was changed." });
