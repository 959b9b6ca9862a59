import type { ResourceKind } from "./resource";

/** One thing of a checkpoint that has bytes, and what of them is at the recovery site. */
export type OffsiteMember = {
  capturedId: string;
  kind: ResourceKind;
  resourceId: string;
  name: string;
  sizeGiB: number | null;
  /** The backup's chain, full one first; empty when it was copied as an image. */
  chain: { backupId: string; there: boolean }[];
  /** Its image at its own site. */
  ownImageId: string | null;
  /** Its image at the recovery site. */
  imageThereId: string | null;
};

/** Whether the recovery site can bring it back without asking its own site anything. */
export function isThere({ chain, imageThereId }: OffsiteMember): boolean {
  return imageThereId !== null || (chain.length > 0 && chain.every(({ there }) => there));
}

/** The names of what the recovery site cannot bring back. */
export function missingOffsite(members: readonly OffsiteMember[]): string[] {
  return members.filter((member) => !isThere(member)).map(({ name, resourceId }) => name || resourceId);
}
