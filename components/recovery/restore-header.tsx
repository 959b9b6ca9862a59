"use client";

import { PageHeader } from "@/components/page-header";
import { PageCrumbs } from "@/components/shell/crumbs";
import { Time } from "@/components/time";
import type { RestoreSource } from "@/lib/domain/restore-source";

/** What is restored, and from which moment. */
export function RestoreHeader({ source }: { source: RestoreSource }) {
  return (
    <>
      <PageCrumbs
        crumbs={[
          { label: "Plans", href: "/plans" },
          { label: source.planName, href: `/plans/${source.planId}` },
          { label: "Checkpoint", href: `/checkpoints/${source.checkpointId}` },
          { label: "Restore" },
        ]}
      />
      <PageHeader
        title={`Restore ${source.planName}`}
        meta={
          <>
            from the checkpoint of <Time at={source.capturedAt} style="datetime-seconds" /> at {source.siteName}
          </>
        }
      />
    </>
  );
}
