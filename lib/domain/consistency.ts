import { CONSISTENCY_LEVELS, type Consistency } from "./plan";

/** What is known of how a server's data were taken. */
export type CaptureFacts = {
  /** Nova's status when it was captured. */
  serverStatus: string | null;
  /** group: one group snapshot · each: snapshots one after another · create-image: Nova took them all. */
  how: "group" | "each" | "create-image";
  /** How many volumes and disks the server has. */
  diskCount: number;
  /** Latest minus earliest capture among them. */
  spreadMs: number;
  /** Image properties `hw_qemu_guest_agent` and `os_require_quiesce`. */
  guestAgent: boolean;
  requireQuiesce: boolean;
};

export type ReachedConsistency = {
  level: Consistency;
  /** Whether all disks show the same instant. */
  oneInstant: boolean;
  /** Why this and not more, as a sentence. */
  because: string;
};

/**
 * The consistency that is proven. Nova goes on without quiescing and says so in its log only, unless the image
 * requires it: then a snapshot that exists was quiesced. No API shows that an application took part.
 */
export function serverConsistency(facts: CaptureFacts): ReachedConsistency {
  const oneInstant = facts.how === "group" || facts.diskCount <= 1;
  const quiesced =
    facts.how === "create-image" && facts.serverStatus === "ACTIVE" && facts.guestAgent && facts.requireQuiesce;
  if (quiesced)
    return {
      level: "filesystem",
      oneInstant: true,
      because:
        "Nova froze the file systems for the snapshot: the image requires it, and it would have failed otherwise.",
    };
  return { level: "crash", oneInstant, because: whyCrash(facts, oneInstant) };
}

/** A checkpoint is as consistent as the weakest of its members that have data; null when none has. */
export function weakest(levels: readonly (Consistency | null)[]): Consistency | null {
  const known = levels.filter((level) => level !== null);
  return CONSISTENCY_LEVELS.find((level) => known.includes(level)) ?? null;
}

/** Whether what was wished was reached; null (no data that could be torn) always is. */
export function reaches(reached: Consistency | null, wished: Consistency): boolean {
  return reached === null || CONSISTENCY_LEVELS.indexOf(reached) >= CONSISTENCY_LEVELS.indexOf(wished);
}

function whyCrash(
  { serverStatus, how, guestAgent, requireQuiesce, spreadMs }: CaptureFacts,
  oneInstant: boolean,
): string {
  if (serverStatus === "SHUTOFF")
    return "The server was stopped; whether its file systems were closed in order cannot be seen.";
  if (how === "create-image" && serverStatus === "ACTIVE") {
    if (!guestAgent) return "The image does not promise a guest agent (hw_qemu_guest_agent), so nothing was frozen.";
    if (!requireQuiesce)
      return "The image does not require freezing (os_require_quiesce), and Nova goes on silently without it.";
  }
  if (oneInstant) return "All disks were captured at one instant, without freezing the file systems.";
  return `The disks were captured one after another, within ${(spreadMs / 1000).toFixed(1)} s, without freezing the file systems.`;
}
