"use client";

import type { ReactNode } from "react";

import { Callout } from "@/components/callout";
import { CopyId } from "@/components/copy-id";
import { Button } from "@/components/ui/button";
import type { Failure } from "@/lib/domain/errors";

type ErrorStateProps = {
  failure: Failure;
  onRetry?: () => void;
  retrying?: boolean;
  /** Other ways on: links, buttons. */
  actions?: ReactNode;
  className?: string;
};

/** What happened, what is still safe, what to do. Never a bare "Error". */
export function ErrorState({ failure, onRetry, retrying, actions, className }: ErrorStateProps) {
  return (
    <Callout
      role="alert"
      tone={failure.code === "unreachable" || failure.code === "busy" ? "risk" : "breach"}
      title={failure.message}
      className={className}
      actions={
        onRetry || actions ? (
          <>
            {onRetry ? (
              <Button size="sm" pending={retrying} onClick={onRetry}>
                Try again
              </Button>
            ) : null}
            {actions}
          </>
        ) : null
      }
    >
      {failure.safe ? <p>{failure.safe}</p> : null}
      {failure.remedy ? <p>{failure.remedy}</p> : null}
      {failure.requestId ? (
        <p className="flex flex-wrap items-center gap-1 text-xs text-ink-3">
          Request <CopyId id={failure.requestId} whole label="request id" />
        </p>
      ) : null}
    </Callout>
  );
}
