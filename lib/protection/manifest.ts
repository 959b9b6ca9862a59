import { z } from "zod";
import type { Json } from "@/lib/domain/json";
import { sealManifest, type Manifest } from "@/lib/domain/manifest";
import { savedResource, savedSecurityGroup, type SavedCopy, type SavedResource } from "@/lib/domain/manifest-resources";
import { consistency } from "@/lib/domain/plan";
import type { ResourceKind } from "@/lib/domain/resource";

type Row = {
  id: string;
  kind: ResourceKind;
  resourceId: string;
  name: string;
  state: string;
  capturedAt: Date | null;
  consistency: string | null;
  cause: string | null;
};
type Copy = {
  capturedId: string;
  siteId: string;
  medium: string;
  remoteId: string;
  parentId: string | null;
  incremental: boolean;
  sizeGiB: number | null;
  record: Json;
  availableAt: Date | null;
};

const described = z.object({ resources: z.array(savedResource), securityGroups: z.array(savedSecurityGroup) });
const medium = z.enum(["backup", "snapshot", "image"]);
const record = z.object({ backup_service: z.string(), backup_url: z.string() });

type Parts = Omit<Manifest, "version" | "resources" | "securityGroups" | "missing"> & {
  /** What was described before the copies were made; a sealed manifest serves as well. */
  draft: Json;
  rows: readonly Row[];
  copies: readonly Copy[];
};

/** Joins what was described with what became of it, and seals it. */
export function sealedManifest({ draft, rows, copies, ...head }: Parts): { value: Manifest; sha256: string } {
  const { resources, securityGroups } = described.parse(draft);
  return sealManifest({
    version: 1,
    ...head,
    resources: resources.flatMap((resource) => joined(resource, rows, copies)),
    securityGroups,
    missing: rows
      .filter(({ state }) => state !== "captured")
      .map(({ kind, resourceId, name, cause }) => ({
        ref: { kind, id: resourceId, name },
        cause: cause ?? "It was not captured.",
      })),
  });
}

function joined(resource: SavedResource, rows: readonly Row[], copies: readonly Copy[]): SavedResource[] {
  const row = rows.find(({ kind, resourceId }) => kind === resource.kind && resourceId === resource.ref.id);
  if (row?.state !== "captured") return [];
  return [
    {
      ...resource,
      capturedAt: row.capturedAt?.toISOString() ?? null,
      consistency: consistency.nullable().catch(null).parse(row.consistency),
      copies: copies
        .filter(({ capturedId, availableAt }) => capturedId === row.id && availableAt !== null)
        .map(savedCopy),
    },
  ];
}

function savedCopy(copy: Copy): SavedCopy {
  const known = record.safeParse(copy.record);
  return {
    siteId: copy.siteId,
    medium: medium.parse(copy.medium),
    remoteId: copy.remoteId,
    parentId: copy.parentId,
    incremental: copy.incremental,
    sizeGiB: copy.sizeGiB,
    record: known.success ? { service: known.data.backup_service, url: known.data.backup_url } : null,
    sha256: null,
  };
}
