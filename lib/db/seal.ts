import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { env } from "@/lib/env";

/** What a sealed text is for: a text sealed for one purpose does not open for another. */
export type SealPurpose = "session" | "credential" | "service-account" | "user-data" | "bank-key";

/** AES-256-GCM; the key comes by HKDF from AUTH_SECRET. Answers version.iv.tag.text as base64url. */
export function seal(text: string, purpose: SealPurpose): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyFor(purpose), iv);
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return `1.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url")}`;
}

/** Throws when the text was changed, sealed for another purpose, or with another AUTH_SECRET. */
export function unseal(sealed: string, purpose: SealPurpose): string {
  const [version, body] = sealed.split(".");
  if (version !== "1" || !body) throw new Error("Not a sealed text");
  const bytes = Buffer.from(body, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", keyFor(purpose), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
}

const keys = new Map<SealPurpose, Buffer>();

function keyFor(purpose: SealPurpose): Buffer {
  const known = keys.get(purpose);
  if (known) return known;
  const key = Buffer.from(hkdfSync("sha256", env().authSecret, "breakwater", purpose, 32));
  keys.set(purpose, key);
  return key;
}
