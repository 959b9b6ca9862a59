import type { SavedServer } from "@/lib/domain/manifest-resources";
import type { RestoreContext } from "./context";

type FoundKey = { name: string | null; note: string | null };

/**
 * The key pair by name, imported from its public half where the worker's user does not have it. A pair of that name with
 * another key is left alone, and the saved one is imported beside it.
 */
export async function ensureKeyPair(
  context: RestoreContext,
  wanted: string,
  saved: SavedServer["keyPair"],
): Promise<FoundKey> {
  const { nova } = await context.target();
  const publicKey = saved?.name === wanted ? saved.publicKey : null;
  const found = await nova.keypairs.find(wanted);
  if (found && (publicKey === null || sameKey(found.public_key, publicKey))) return { name: wanted, note: null };
  if (publicKey === null)
    return {
      name: null,
      note: `Key pair ${wanted} is not known here and its public key was not kept: the server has none.`,
    };
  const name = found ? `${wanted}-restored` : wanted;
  if (found && (await nova.keypairs.find(name))) return { name, note: null };
  // Nothing but the name tells whose it is: the ledger is written first, so that it cannot be lost.
  await context.run.note({
    siteId: context.targetSiteId,
    kind: "OS::Nova::KeyPair",
    resourceId: name,
    name,
    tag: context.run.tag(`key:${name}`),
  });
  await nova.keypairs.import({ name, public_key: publicKey, ...(saved?.type ? { type: saved.type } : {}) });
  return {
    name,
    note: found ? `A key pair ${wanted} with another key exists: the saved one was imported as ${name}.` : null,
  };
}

/** The comment at the end of a public key may differ. */
function sameKey(a: string, b: string): boolean {
  const core = (key: string) => key.trim().split(/\s+/).slice(0, 2).join(" ");
  return core(a) === core(b);
}
