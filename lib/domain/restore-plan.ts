import type { RestoreInput } from "./restore";
import { SECOND, volumeOf, type RestoreFacts } from "./restore-facts";
import { imageSteps, serverSteps, surroundingSteps } from "./restore-plan-servers";
import { importSteps, inPlaceItems, inPlaceSteps, newVolumeSteps } from "./restore-plan-volumes";
import type { RestoreSource } from "./restore-source";
import type { RestoreStep } from "./restore-steps";

/** Every action of this restore, in the order in which it will be done. The same input gives the same list. */
export function planRestore(input: RestoreInput, facts: RestoreFacts): RestoreStep[] {
  const steps = [
    ...importSteps(input, facts),
    ...surroundingSteps(input, facts),
    ...imageSteps(input, facts),
    ...newVolumeSteps(input, facts),
    ...inPlaceSteps(input, facts),
    ...serverSteps(input, facts),
  ];
  return [...steps, readBack(input, facts)];
}

/** What is overwritten, one sentence each. */
export function overwritesOf(input: RestoreInput, source: RestoreSource): string[] {
  return input.volumes
    .filter((item) => item.how === "into")
    .map((item) => {
      const volume = volumeOf(source, item.capturedId);
      return `Everything written to volume ${volume.name} (${volume.sizeGiB} GiB) after the checkpoint is lost.`;
    });
}

/** The servers that stand still for a while, by name. */
export function interruptedServers(input: RestoreInput, facts: RestoreFacts): string[] {
  const names = inPlaceItems(input).flatMap((item) => {
    const attachment = facts.live.get(volumeOf(facts.source, item.capturedId).volumeId)?.attachment;
    return attachment?.running ? [attachment.serverName] : [];
  });
  return [...new Set(names)];
}

function readBack(input: RestoreInput, _facts: RestoreFacts): RestoreStep {
  return {
    do: "read-back",
    key: "read-back",
    title: "Read back everything that was made",
    expectedMs: 3 * SECOND,
    servers: input.servers.map((one) => one.capturedId),
    volumes: input.volumes.map((one) => one.capturedId),
  };
}
