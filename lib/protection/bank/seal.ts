import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import { BANK_FORMAT, bankEnvelope, type BankEnvelope } from "@/lib/domain/bank";
import { sha256 } from "@/lib/domain/canonical-json";
import { AppError } from "@/lib/domain/errors";

/** 32 bytes; as people keep it: `bw1-` and 43 letters of base64url. */
export type BankKey = Buffer;
const PREFIX = "bw1-";
const ALGORITHM = "AES-256-GCM";

export function newBankKey(): string {
  return `${PREFIX}${randomBytes(32).toString("base64url")}`;
}

/** Throws an AppError when the text cannot be a key. */
export function parseBankKey(text: string): BankKey {
  const key = Buffer.from(text.trim().slice(PREFIX.length), "base64url");
  if (text.trim().startsWith(PREFIX) && key.length === 32) return key;
  throw new AppError("invalid", "This is not the key of a bank.", {
    remedy: `A key begins with ${PREFIX} and has 47 characters.`,
  });
}

/** Tells a wrong key from damage, and nothing of the key. */
export function keyCheckOf(key: BankKey, planId: string): string {
  return createHmac("sha256", key).update(`breakwater-bank/key-check/${planId}`).digest("hex");
}

/** A short digest of a text for the object's name; with a key nobody can guess the text by it. */
export function digestOf(text: string, key: BankKey | null): string {
  return (key ? createHmac("sha256", key).update(text).digest("hex") : sha256(text)).slice(0, 16);
}

type Sealing = { planId: string; name: string; text: string; key: BankKey | null; at: Date };

/**
 * Wraps a text. The nonce follows from name and text: who writes the same object twice writes the same bytes, so that
 * two writers cannot spoil each other's index.
 */
export function sealObject({ planId, name, text, key, at }: Sealing): BankEnvelope {
  const { body, encryption } = key ? encrypted({ planId, name, text, key }) : { body: text, encryption: null };
  return {
    format: { name: "breakwater-bank", version: BANK_FORMAT },
    planId,
    name,
    writtenAt: at.toISOString(),
    sha256: sha256(body),
    encryption,
    body,
  };
}

function encrypted({ planId, name, text, key }: Omit<Sealing, "at" | "key"> & { key: BankKey }) {
  const nonce = createHmac("sha256", key).update(`breakwater-bank/nonce/${planId}/${name}\n${text}`).digest();
  const cipher = createCipheriv("aes-256-gcm", key, nonce.subarray(0, 12));
  cipher.setAAD(Buffer.from(boundTo({ planId, name })));
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]).toString("base64");
  return {
    body,
    encryption: {
      algorithm: ALGORITHM,
      nonce: nonce.subarray(0, 12).toString("base64"),
      tag: cipher.getAuthTag().toString("base64"),
    } as const,
  };
}

type Opening = { planId: string; name: string; bytes: string; key: BankKey | null };

/** The text of a wrapped object; an AppError says why it is not to be trusted. */
export function openObject({ planId, name, bytes, key }: Opening): { text: string; envelope: BankEnvelope } {
  const envelope = readEnvelope(bytes);
  if (envelope.format.version > BANK_FORMAT)
    throw unreadable(`it was written in format ${envelope.format.version}; this Breakwater reads ${BANK_FORMAT}`);
  if (envelope.planId !== planId || envelope.name !== name) throw unreadable("it is another object than its name says");
  if (sha256(envelope.body) !== envelope.sha256) throw unreadable("it is damaged: its checksum differs");
  return { text: decrypted(envelope, key), envelope };
}

function readEnvelope(bytes: string): BankEnvelope {
  try {
    return bankEnvelope.parse(JSON.parse(bytes));
  } catch (cause) {
    throw unreadable("it is cut short, or was not written by Breakwater", cause);
  }
}

function decrypted({ planId, name, body, encryption }: BankEnvelope, key: BankKey | null): string {
  if (encryption === null) {
    if (key) throw unreadable("it is not encrypted, as everything in this bank is");
    return body;
  }
  if (!key) throw unreadable("it is encrypted, and no key was given");
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(encryption.nonce, "base64"), {
      authTagLength: 16,
    });
    decipher.setAAD(Buffer.from(boundTo({ planId, name })));
    decipher.setAuthTag(Buffer.from(encryption.tag, "base64"));
    return Buffer.concat([decipher.update(Buffer.from(body, "base64")), decipher.final()]).toString("utf8");
  } catch (cause) {
    throw unreadable("it does not open with this key, or was changed", cause);
  }
}

const boundTo = ({ planId, name }: { planId: string; name: string }) => `breakwater-bank/${planId}/${name}`;

function unreadable(reason: string, cause?: unknown): AppError {
  return new AppError("conflict", reason, { cause });
}
