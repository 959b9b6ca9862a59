"use client";

import { useRouter } from "next/navigation";
import { EmptyState } from "@/components/empty-state";
import { PageHeader } from "@/components/page-header";
import { WriteButton } from "@/components/runs/write-button";
import { Button } from "@/components/ui/button";

/** The first thing that an empty project learns: the truth, and the way to the first checkpoint. */
export function NoPlansYet({ canWrite }: { canWrite: boolean }) {
  const router = useRouter();
  return (
    <>
      <PageHeader
        title="Nothing is protected"
        meta="No plan exists in this project, so nothing of it could be restored."
      />
      <EmptyState
        title="Make the first plan"
        actions={
          <>
            <WriteButton canWrite={canWrite} variant="default" onClick={() => router.push("/plans/new")}>
              New plan
            </WriteButton>
            <WriteButton canWrite={canWrite} onClick={() => router.push("/plans/import")}>
              Import a plan…
            </WriteButton>
            <Button onClick={() => router.push("/resources")}>Look at the resources</Button>
          </>
        }
      >
        Choose the servers and volumes that belong together, and keep the defaults: a checkpoint each night, a week of
        days and a month of weeks kept. Then take the first checkpoint by hand. No server is stopped for it.
      </EmptyState>
    </>
  );
}
