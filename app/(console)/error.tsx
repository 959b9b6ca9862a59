"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";

import { ErrorState } from "@/components/error-state";
import { PageHeader } from "@/components/page-header";

type Props = { error: Error & { digest?: string }; reset: () => void };

/** A page that could not be made; the frame around it stays. The digest finds the cause in the log. */
export default function ConsoleError({ error, reset }: Props) {
  const router = useRouter();
  const [retrying, startTransition] = useTransition();
  const retry = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return (
    <>
      <PageHeader title="This page could not be shown" />
      <ErrorState
        failure={{
          code: "internal",
          message: "Breakwater could not read what this page shows; its own database may not answer.",
          safe: "Nothing was changed. Schedules and runs go on.",
          remedy: error.digest
            ? `Try again; if it stays so, tell your administrator the number ${error.digest}.`
            : "Try again; if it stays so, tell your administrator.",
        }}
        onRetry={retry}
        retrying={retrying}
      />
    </>
  );
}
