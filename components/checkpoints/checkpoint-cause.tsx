import { Callout } from "@/components/callout";
import { formatNoun } from "@/lib/domain/format";
import type { CheckpointPageView } from "@/lib/domain/checkpoint-page";

/** What is to be known before anything is restored from it. */
export function CheckpointCause({ checkpoint }: { checkpoint: CheckpointPageView }) {
  const { state, cause, pinned, pinnedReason, goneReason } = checkpoint;
  if (state === "failed")
    return (
      <Callout tone="breach" title="This checkpoint failed; nothing can be restored from it." className="mb-3">
        {cause ?? "Its run says why."}
      </Callout>
    );
  if (state === "partial")
    return (
      <Callout
        tone="risk"
        title={`This checkpoint is partial: ${checkpoint.capturedCount} of ${formatNoun(checkpoint.memberCount, "resource")} can be restored from it.`}
        className="mb-3"
      >
        {cause ?? "The resources below say what is missing, and why."} It does not count for the plan&apos;s promise.
      </Callout>
    );
  if (state === "expired")
    return (
      <Callout tone="idle" shape="gone" title="Its data is gone." className="mb-3">
        {goneReason ? `Removed: ${goneReason}. ` : ""}The row stays, so that history stays true.
      </Callout>
    );
  if (state === "expiring")
    return (
      <Callout tone="idle" shape="expiring" title="It is being removed." className="mb-3">
        {cause ?? "It can be restored from until its copies are gone."}
      </Callout>
    );
  if (state === "pending" || state === "running")
    return (
      <Callout tone="running" title="It is still being taken." className="mb-3">
        Nothing can be restored from it before its copies are whole.
      </Callout>
    );
  if (pinned)
    return (
      <Callout tone="kept" shape="immutable" title="Kept on purpose" className="mb-3">
        {pinnedReason ?? "The retention passes it over until it is released."}
      </Callout>
    );
  return cause ? (
    <Callout tone="risk" className="mb-3">
      {cause}
    </Callout>
  ) : null;
}

/** Why the recovery site does not have it, although its own site does. */
export function OffsiteCause({ checkpoint: { goneAt, offsiteCause } }: { checkpoint: CheckpointPageView }) {
  if (offsiteCause === null || goneAt !== null) return null;
  return (
    <Callout tone="risk" title="It did not reach the recovery site" className="mb-3">
      {offsiteCause} At its own site it can be restored as shown below.
    </Callout>
  );
}
