import { z } from "zod";
import { canonicalJson, sha256 } from "./canonical-json";
import { AppError } from "./errors";
import { instant, json } from "./json";
import { savedResource, savedSecurityGroup } from "./manifest-resources";
import { consistency } from "./plan";
import { resourceRef } from "./resource";

/**
 * All that a checkpoint needs to be brought back without this Breakwater's database. A field that is added gets a
 * default, so that old manifests stay readable; a change of meaning gets a new version.
 */
export const manifest = z.object({
  version: z.literal(1),
  checkpointId: z.string(),
  capturedAt: instant,
  spreadMs: z.number().int().min(0),
  consistency: consistency.nullable(),
  plan: z.object({ id: z.string(), name: z.string(), projectId: z.string(), projectName: z.string() }),
  site: z.object({
    id: z.string(),
    name: z.string(),
    keystoneUrl: z.string(),
    region: z.string(),
    backupStore: z.string().nullable(),
  }),
  resources: z.array(savedResource),
  /** Once each, however many servers use them. */
  securityGroups: z.array(savedSecurityGroup).default([]),
  /** What the plan holds and this checkpoint does not, with the reason. */
  missing: z.array(z.object({ ref: resourceRef, cause: z.string() })).default([]),
});
export type Manifest = z.infer<typeof manifest>;

/** The manifest as it is stored, as a value and as text, and the checksum of the text. */
export function sealManifest(draft: Manifest): { value: Manifest; text: string; sha256: string } {
  const value = manifest.parse(draft);
  const text = canonicalJson(json.parse(value));
  return { value, text, sha256: sha256(text) };
}

/** The manifest of a checkpoint's row, checked as `verifyManifest` does. Throws an AppError also when none was sealed yet. */
export function storedManifest(row: { manifest: unknown; manifestSha256: string | null }): Manifest {
  if (row.manifest !== null && row.manifestSha256 !== null)
    return verifyManifest(canonicalJson(json.parse(row.manifest)), row.manifestSha256);
  throw new AppError("conflict", "This checkpoint has no manifest yet, so that nothing can be restored from it.", {
    remedy: "Wait until it is usable, or choose another one.",
  });
}

/** The stored manifest, after its checksum and its shape were checked. Throws an AppError that says what is wrong. */
export function verifyManifest(text: string, expectedSha256: string): Manifest {
  if (sha256(text) !== expectedSha256.toLowerCase()) {
    throw new AppError("conflict", "The manifest is not the one that was written: its checksum differs.", {
      remedy: "Use another checkpoint, or another copy of the manifest.",
    });
  }
  const parsed = manifest.safeParse(parse(text));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new AppError(
    "conflict",
    `The manifest cannot be read: ${issue?.path.join(".") || "its root"}: ${issue?.message ?? "unknown"}.`,
    { cause: parsed.error },
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("conflict", "The manifest cannot be read: it is not JSON.", { cause });
  }
}
