"use client";

import { ErrorState } from "@/components/error-state";
import { useStartRestore } from "@/components/recovery/use-restore";
import type { WizardSite } from "@/components/recovery/restore-wizard";
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
export function ConfirmRestore({ source, site, input, review, canWrite, onBack, onOutdated }: ConfirmRestoreProps) {
  const start = useStartRestore(source.checkpointId);
  const blocked = isBlocked(review.checks);
  const failure = start.error ? failureOf(start.error) : null;
  const outdated = start.error instanceof RequestError && start.error.failure.code === "conflict";
  const begin = (confirmation: string | null) => start.mutate({ input: { ...input, confirmation }, hash: review.hash });
  const verb = site && site.id !== source.siteId ? `Restore at ${site.name}` : "Restore";
  return (
    <section aria-labelledby="confirm" className="self-start xl:sticky xl:top-16">
      <h2 id="confirm" className="mb-2 text-base font-semibold">
        Confirm
      </h2>
      <p className="mb-3 text-ink-2">{sentence(review)}</p>
      {canWrite ? null : (
        <p className="mb-3 text-ink-2">
          Your role in this project is reader: you can look at what would be done, and a member can do it.
        </p>
      )}
      {blocked ? <p className="mb-3 text-breach">A check stands in the way; it says what to do about it.</p> : null}
      {!blocked && canWrite && review.needsConfirmation !== null ? (
        <TypedConfirm
          name={review.needsConfirmation}
          verb={verb}
          destructive
          pending={start.isPending}
          failure={failure}
          onConfirm={() => begin(review.needsConfirmation)}
          onBack={onBack}
        />
      ) : (
        <div className="grid gap-3">
          {failure ? (
            <ErrorState
              failure={failure}
              actions={
                outdated ? (
                  <Button size="sm" onClick={onOutdated}>
                    Check again
                  </Button>
                ) : null
              }
            />
          ) : null}
          <div className="flex flex-wrap gap-2">
            <WriteButton
              canWrite={canWrite}
              variant="default"
              disabled={blocked}
              pending={start.isPending}
              onClick={() => begin(null)}
            >
              {verb}
            </WriteButton>
            <Button onClick={onBack} disabled={start.isPending}>
              Back
            </Button>
          </div>
        </div>
      )}
    </section>
  );
}

function sentence(review: RestoreReview): string {
  const changes =
    review.overwrites.length > 0
      ? "What is listed as changed cannot be brought back by undoing the restore."
      : "The originals are not touched.";
  return `${changes} Everything that is made is listed on the run's page and can be removed as a whole.`;
}
