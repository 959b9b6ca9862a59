import { z } from "zod";
import { instant } from "./json";

/** The number of the format that is written; a change of meaning gets a new one. docs/bank-format.md describes it. */
export const BANK_FORMAT = 1;
export const BANK_HEAD = "bank.json";
export const INDEX_PREFIX = "index/";
/** So many indexes are kept, with all that they name: should the newest be damaged, the one before it is whole. */
export const KEPT_INDEXES = 3;

const hex64 = z.string().regex(/^[0-9a-f]{64}$/);
const format = z.object({ name: z.literal("breakwater-bank"), version: z.number().int().positive() });

/** `bank.json`: what tells a bank from anything else. It is the only object that is not an envelope. */
export const bankHead = z.object({
  format,
  planId: z.string().min(1),
  createdAt: instant,
  /** HMAC-SHA-256 by the key over a fixed text: tells a wrong key from damage. Null: the bank is not encrypted. */
  keyCheck: hex64.nullable(),
  about: z.string().default(""),
});
export type BankHead = z.infer<typeof bankHead>;

/** What every other object is wrapped in. */
export const bankEnvelope = z.object({
  format,
  planId: z.string(),
  /** The object's own name, so that one cannot be taken for another. */
  name: z.string(),
  writtenAt: instant,
  /** SHA-256 over `body` as it stands here, in UTF-8. */
  sha256: hex64,
  /** Null: `body` is the text itself. Else `body` is base64 of the encrypted text; nonce and tag are base64. */
  encryption: z.object({ algorithm: z.literal("AES-256-GCM"), nonce: z.string(), tag: z.string() }).nullable(),
  body: z.string(),
});
export type BankEnvelope = z.infer<typeof bankEnvelope>;

/** A bank may lie in a directory: no name leads out of it. */
const objectName = z
  .string()
  .max(500)
  .regex(/^[\w.-]+(\/[\w.-]+)*$/)
  .refine((name) => !name.split("/").some((part) => /^\.+$/.test(part)));

export const BANK_KINDS = ["plan", "checkpoint", "recovery", "failover", "history", "runbook"] as const;
export const bankKind = z.enum(BANK_KINDS);
export type BankKind = z.infer<typeof bankKind>;

/** One state of the bank: every object that belongs to it. It is written last. */
export const bankIndex = z.object({
  planId: z.string(),
  /** Rises with every state; also part of the index's own name. */
  generation: z.number().int().positive(),
  /** Which Breakwater wrote it: two that write to one bank must notice each other. */
  writer: z.string(),
  writtenAt: instant,
  objects: z.array(z.object({ kind: bankKind, name: objectName, sha256: hex64 })),
});
export type BankIndex = z.infer<typeof bankIndex>;

/** Before it is wrapped: `stem` and `extension` are joined by a digest of the text, so that an old text is never overwritten. */
export type BankText = { kind: BankKind; stem: string; extension: "json" | "md" | "html"; text: string };

/** What could not be read, and why. */
export type BankProblem = { object: string; reason: string };

export function containerOf(planId: string): string {
  return `breakwater-${planId}`;
}

export function indexName(generation: number): string {
  return `${INDEX_PREFIX}${String(generation).padStart(12, "0")}.json`;
}

/** Null: not the name of an index. */
export function generationOf(name: string): number | null {
  const digits = /^index\/(\d{12})\.json$/.exec(name)?.[1];
  return digits === undefined ? null : Number(digits);
}
