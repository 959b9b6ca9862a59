import "server-only";
import { AppError } from "@/lib/domain/errors";
import type { RestoreInput } from "@/lib/domain/restore";
import type { RestoreSource } from "@/lib/domain/restore-source";

/** Refuses what no form of ours sends: things that are not in the checkpoint, or the same thing twice. */
export function checkInput(input: RestoreInput, source: RestoreSource): void {
  const asked: [string, { capturedId: string }[], { capturedId: string }[]][] = [
    ["volume", input.volumes, source.volumes],
    ["server", input.servers, source.servers],
    ["image", input.images, source.images],
    ["network", input.networks, source.networks],
  ];
  for (const [what, chosen, there] of asked) {
    const ids = chosen.map((one) => one.capturedId);
    if (new Set(ids).size !== ids.length)
      throw new AppError("invalid", `A ${what} was chosen twice.`, { safe: "Nothing was changed." });
    if (ids.some((id) => !there.some((one) => one.capturedId === id)))
      throw new AppError("not-found", `A chosen ${what} is not in this checkpoint.`, {
        safe: "Nothing was changed.",
        remedy: "Load the page again.",
      });
  }
}
