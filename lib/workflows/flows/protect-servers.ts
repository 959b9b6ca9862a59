import { z } from "zod";
import type { CapturedEnd, CapturedRow } from "@/lib/db/checkpoints";
import type { OwnedCopy } from "@/lib/db/copies";
import { weakest } from "@/lib/domain/consistency";
import type { Json } from "@/lib/domain/json";
import { consistency } from "@/lib/domain/plan";
import { savedResource, type SavedServer } from "@/lib/domain/manifest-resources";

const draft = z.object({ resources: z.array(savedResource) });

/** What became of each server: it is captured when every disk of it is, and as consistent as the way it was taken proves. */
export function serverOutcomes(
  rows: CapturedRow[],
  copies: OwnedCopy[],
  described: Json,
): { row: CapturedRow; end: CapturedEnd }[] {
  const servers = draft.parse(described).resources.filter((resource) => resource.kind === "OS::Nova::Server");
  return rows.flatMap((row) => {
    const server = servers.find(({ ref }) => row.kind === "OS::Nova::Server" && ref.id === row.resourceId);
    return server && row.state !== "failed" ? [{ row, end: outcome(row, server, rows, copies) }] : [];
  });
}

function outcome(row: CapturedRow, server: SavedServer, rows: CapturedRow[], copies: OwnedCopy[]): CapturedEnd {
  const volumes = server.attachments.map(({ volumeId }) =>
    rows.find((each) => each.kind === "OS::Cinder::Volume" && each.resourceId === volumeId),
  );
  const missing = volumes.find((volume) => volume?.state !== "captured");
  if (volumes.length > 0 && volumes.some((volume) => volume?.state !== "captured"))
    return { state: "failed", cause: `Its volume ${missing?.name ?? ""} was not captured.`.replace("  ", " ") };
  const ownDisk = copies.some(({ capturedId, medium }) => capturedId === row.id && medium === "image");
  if (server.imageId !== null && !ownDisk) return { state: "failed", cause: "The image of its disk was not made." };
  const times = [
    ...volumes.flatMap((volume) => volume?.capturedAt ?? []),
    ...(ownDisk && row.capturedAt ? [row.capturedAt] : []),
  ].map((time) => time.getTime());
  const capturedAt = times.length > 0 ? new Date(Math.min(...times)) : new Date();
  if (volumes.length === 0 && ownDisk)
    return {
      state: "captured",
      capturedAt,
      consistency: consistency.nullable().catch(null).parse(row.consistency),
      sizeGiB: row.sizeGiB,
    };
  const levels = volumes.map((volume) => consistency.nullable().catch(null).parse(volume?.consistency));
  return {
    state: "captured",
    capturedAt,
    consistency:
      weakest([...levels, ...(ownDisk ? [consistency.nullable().catch(null).parse(row.consistency)] : [])]) ?? "crash",
    sizeGiB: row.sizeGiB,
  };
}
