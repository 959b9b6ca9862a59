"use client";

import { useShowBankKey } from "@/components/bank/use-bank";
import { Callout } from "@/components/callout";
import { CopyId } from "@/components/copy-id";
import { ErrorState } from "@/components/error-state";
import { failureOf } from "@/components/request";
import { WriteButton } from "@/components/runs/write-button";
import { Time } from "@/components/time";
import type { BankView } from "@/lib/domain/bank-page";

type BankKeyProps = { bank: BankView; planId: string; canWrite: boolean };

/** Without its key nobody can read the bank: it is shown once, to be kept apart from Breakwater. */
export function BankKey({ bank: { hasKey, keyShownAt }, planId, canWrite }: BankKeyProps) {
  const show = useShowBankKey(planId);
  if (show.data)
    return (
      <Callout tone="risk" title="Keep this key apart from Breakwater; it is shown only now">
        <CopyId id={show.data.key} label="key of the bank" whole />
      </Callout>
    );
  if (keyShownAt)
    return (
      <p className="text-ink-2">
        Its key was shown at <Time at={keyShownAt} />. Whoever has it can recover this plan without Breakwater.
      </p>
    );
  if (!hasKey) return null;
  return (
    <Callout
      tone="risk"
      title="Nobody has the bank’s key yet"
      actions={
        <WriteButton canWrite={canWrite} size="sm" pending={show.isPending} onClick={() => show.mutate()}>
          Show the key
        </WriteButton>
      }
    >
      The bank is encrypted. Should Breakwater be lost, it can be read only with its key, which is shown once.
      {show.error ? <ErrorState failure={failureOf(show.error)} className="mt-2" /> : null}
    </Callout>
  );
}
