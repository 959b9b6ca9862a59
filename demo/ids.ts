import { createHash, randomBytes, randomUUID } from "node:crypto";

/** The same name gives the same UUID in every demo cloud, so that seeds and history agree. */
export function uuidOf(name: string): string {
  const hex = createHash("sha1").update(`breakwater demo ${name}`).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}

/** Keystone writes its ids without dashes. */
export function hexIdOf(name: string): string {
  return uuidOf(name).replaceAll("-", "");
}

export function newUuid(): string {
  return randomUUID();
}

export function newHexId(): string {
  return randomUUID().replaceAll("-", "");
}

export function newSecret(bytes = 48): string {
  return randomBytes(bytes).toString("base64url");
}

export function newMac(): string {
  const [a, b, c] = randomBytes(3);
  return ["fa", "16", "3e", ...[a, b, c].map((byte) => (byte ?? 0).toString(16).padStart(2, "0"))].join(":");
}

/** A MAC that is always the same for a name: seeded ports keep theirs over restarts. */
export function macOf(name: string): string {
  const hex = hexIdOf(`mac ${name}`);
  return `fa:16:3e:${hex.slice(0, 2)}:${hex.slice(2, 4)}:${hex.slice(4, 6)}`;
}
