"use client";

import { ErrorState } from "@/components/error-state";

type Props = { error: Error & { digest?: string }; reset: () => void };

/** When not even the frame could be made, such as without a database. */
export default function RootError({ error, reset }: Props) {
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-[34rem] content-start gap-4 px-4 pt-[12vh]">
      <h1 className="text-2xl font-semibold tracking-[-0.02em]">Breakwater cannot be shown now</h1>
      <ErrorState
        failure={{
          code: "internal",
          message: "Breakwater could not read what it needs, most likely its own database.",
          safe: "Checkpoints that exist are untouched. Runs go on as soon as the database answers.",
          remedy: error.digest
            ? `Try again in a while; the number ${error.digest} finds the cause in the log.`
            : "Try again in a while.",
        }}
        onRetry={reset}
      />
    </main>
  );
}
