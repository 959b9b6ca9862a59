"use client";

import { ErrorState } from "@/components/error-state";
import { failureOf } from "@/components/request";
import { WriteButton } from "@/components/runs/write-button";
import { Button } from "@/components/ui/button";

type SaveBarProps = {
  canWrite: boolean;
  pending: boolean;
  /** Why what is typed cannot be saved; null: it can. */
  problem: string | null;
  error: Error | null;
  onSave: () => void;
  onDiscard: () => void;
};

/** Stays in sight while there are changes that nobody has saved. */
export function SaveBar({ canWrite, pending, problem, error, onSave, onDiscard }: SaveBarProps) {
  return (
    <div
      role="region"
      aria-label="Unsaved changes"
      className="sticky bottom-0 z-10 mt-6 border-t border-line bg-background py-3"
    >
      {error ? <ErrorState failure={failureOf(error)} className="mb-2" /> : null}
      <div className="flex flex-wrap items-center gap-2">
        <p className="min-w-0 flex-1 basis-48 text-ink-2">{problem ?? "You have changes that are not saved."}</p>
        <Button onClick={onDiscard} disabled={pending}>
          Discard
        </Button>
        <WriteButton
          canWrite={canWrite}
          variant="default"
          pending={pending}
          disabled={problem !== null}
          onClick={onSave}
        >
          Save
        </WriteButton>
      </div>
    </div>
  );
}
