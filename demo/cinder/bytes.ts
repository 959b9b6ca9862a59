import { randomBytes } from "node:crypto";
import type { World } from "../world";

/** A new volume reads as nothing but zeros, which needs no bytes at all. */
const EMPTY = Buffer.alloc(0);

const BLOCK = 4096;

export function emptyHash(world: World): string {
  return world.store.putBytes(EMPTY);
}

/** How many blocks differ: what an incremental backup has to write. At least one object is always written. */
export function changedBlocks(world: World, from: string, to: string): number {
  const [before, after] = [world.store.getBytes(from), world.store.getBytes(to)];
  const blocks = Math.ceil(Math.max(before.length, after.length) / BLOCK);
  let changed = 0;
  for (let block = 0; block < blocks; block += 1) {
    const span = [block * BLOCK, (block + 1) * BLOCK] as const;
    if (!before.subarray(...span).equals(after.subarray(...span))) changed += 1;
  }
  return Math.max(changed, 1);
}

/** What an image of a server holds when nothing else is known. */
export function someBytes(world: World, size: number): string {
  return world.store.putBytes(randomBytes(size));
}
