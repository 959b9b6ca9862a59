"use client";

import { ErrorState } from "@/components/error-state";
import { useStartRestore } from "@/components/recovery/use-restore";
import type { WizardSite } from "@/components/recovery/wizard-state";
import { failureOf, RequestError } from "@/components/request";
import { WriteButton } from "@/components/runs/write-button";
import { TypedConfirm } from "@/components/typed-confirm";
import { Button } from "@/components/ui/button";
import { isBlocked } from "@/lib/domain/restore-checks";
import type { RestoreInput, RestoreReview } from "@/lib/domain/restore";
import type { RestoreSource } from "@/lib/domain/restore-source";

type ConfirmRestoreProps = {
  source: RestoreSource;
  site: WizardSite | undefined;
  input: RestoreInput;
  review: RestoreReview;
  canWrite: boolean;
  onBack: () => void;
  /** What was shown no longer holds: show it anew. */
  onOutdated: () => void;
};

/** The last word: a button where nothing is lost, the plan's name where something is. */
export function ConfirmRestore({ onOutdated, ...restore }: ConfirmRestoreProps) {
  const { source, site, input, review, canWrite, onBack } = restore;
  const start = useStartRestore(source.checkpointId);
  const blocked = isBlocked(review.checks);
  const begin = (confirmation: string | null) => start.mutate({ input: { ...input, confirmation }, hash: review.hash });
  const deed = {
    verb: site && site.id !== source.siteId ? `Restore at ${site.name}` : "Restore",
    pending: start.isPending,
    onBack,
  };
  return (
    <section aria-labelledby="confirm" className="self-start xl:sticky xl:top-16">
      <h2 id="confirm" className="mb-2 text-base font-semibold">
        Confirm
      </h2>
      <Notes review={review} canWrite={canWrite} blocked={blocked} />
      {!blocked && canWrite && review.needsConfirmation !== null ? (
        <TypedConfirm
          {...deed}
          name={review.needsConfirmation}
          onConfirm={() => begin(review.needsConfirmation)}
          destructive
          failure={start.error ? failureOf(start.error) : null}
        />
      ) : (
        <PlainConfirm
          {...deed}
          onConfirm={() => begin(null)}
          canWrite={canWrite}
          blocked={blocked}
          error={start.error}
          onOutdated={onOutdated}
        />
      )}
    </section>
  );
}

function Notes({ review, canWrite, blocked }: { review: RestoreReview; canWrite: boolean; blocked: boolean }) {
  return (
    <div className="mb-3 grid gap-3">
      <p className="text-ink-2">{sentence(review)}</p>
      {canWrite ? null : (
        <p className="text-ink-2">
          Your role in this project is reader: you can look at what would be done, and a member can do it.
        </p>
      )}
      {blocked ? <p className="text-breach">A check stands in the way; it says what to do about it.</p> : null}
    </div>
  );
}

type PlainConfirmProps = {
  verb: string;
  pending: boolean;
  canWrite: boolean;
  blocked: boolean;
  error: Error | null;
  onConfirm: () => void;
  onBack: () => void;
  onOutdated: () => void;
};

function PlainConfirm({ verb, pending, canWrite, blocked, error, onConfirm, onBack, onOutdated }: PlainConfirmProps) {
  const outdated = error instanceof RequestError && error.failure.code === "conflict";
  const again = (
    <Button size="sm" onClick={onOutdated}>
      Check again
    </Button>
  );
  return (
    <div className="grid gap-3">
      {error ? <ErrorState failure={failureOf(error)} actions={outdated ? again : null} /> : null}
      <div className="flex flex-wrap gap-2">
        <WriteButton canWrite={canWrite} variant="default" disabled={blocked} pending={pending} onClick={onConfirm}>
          {verb}
        </WriteButton>
        <Button onClick={onBack} disabled={pending}>
          Back
        </Button>
      </div>
    </div>
  );
}

function sentence(review: RestoreReview): string {
  const changes =
    review.overwrites.length > 0
      ? "What is listed as changed cannot be brought back by undoing the restore."
      : "The originals are not touched.";
  return `${changes} Everything that is made is listed on the run's page and can be removed as a whole.`;
}
