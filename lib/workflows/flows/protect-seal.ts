import { saveManifest, selectCaptured, selectManifest } from "@/lib/db/checkpoints";
import type { Tx } from "@/lib/db/client";
import { selectCopies } from "@/lib/db/copies";
import { json } from "@/lib/domain/json";
import { manifest } from "@/lib/domain/manifest";
import { sealedManifest } from "@/lib/protection/manifest";

/** Copies came to be after the manifest was sealed: it is sealed again with them, and says the same of all else. */
export async function resealCheckpoint(tx: Tx, checkpointId: string): Promise<void> {
  const known = manifest.safeParse(await selectManifest(checkpointId, tx));
  if (!known.success) return;
  const { version: _version, resources: _resources, securityGroups: _groups, missing: _missing, ...head } = known.data;
  const { value, sha256 } = sealedManifest({
    ...head,
    draft: json.parse(known.data),
    rows: await selectCaptured(checkpointId, tx),
    copies: await selectCopies(checkpointId, tx),
  });
  await saveManifest(tx, checkpointId, json.parse(value), sha256);
}
