"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";

import { CopyId } from "@/components/copy-id";
import { DataTable, type Column } from "@/components/data-table";
import { formatNoun } from "@/lib/domain/format";
import { failureOf, unwrap } from "@/components/request";
import { WriteButton } from "@/components/runs/write-button";
import { SectionHeading } from "@/components/section-heading";
import { Time } from "@/components/time";
import { TypedConfirm } from "@/components/typed-confirm";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { wordOf } from "@/lib/domain/remove-restored";
import { isLive } from "@/lib/domain/run-words";
import type { CreatedView, RunDetail } from "@/lib/domain/run";
import { queryKeys } from "@/lib/query-keys";
import { removeRestored } from "@/lib/server/runs/actions";

type CreatedListProps = { run: RunDetail; siteNames: Record<string, string>; canWrite: boolean };

/** The ledger: every thing that the run made, and the way to be rid of all of them. */
export function CreatedList({ run, siteNames, canWrite }: CreatedListProps) {
  const [asking, setAsking] = useState(false);
  if (run.created.length === 0) return null;
  const standing = run.created.filter((thing) => thing.removedAt === null);
  const removing = run.removal && isLive(run.removal.state);
  const mayRemove = run.kind === "restore" && !isLive(run.state) && standing.length > 0 && !removing;
  return (
    <section aria-labelledby="made">
      <SectionHeading
        id="made"
        note={`${standing.length === 0 ? "nothing" : formatNoun(standing.length, "thing")} standing${standing.length < run.created.length ? `, ${run.created.length - standing.length} removed` : ""}`}
        actions={
          mayRemove ? (
            <WriteButton canWrite={canWrite} size="sm" onClick={() => setAsking(true)}>
              Remove everything this restore made…
            </WriteButton>
          ) : null
        }
      >
        Made by this run
      </SectionHeading>
      {run.removal ? (
        <p className="mb-2 text-ink-2">
          <Link href={`/runs/${run.removal.runId}`} className="quiet-link">
            {removing ? "The removal is under way" : "A removal has run"}
          </Link>
          .
        </p>
      ) : null}
      <DataTable
        label="Made by this run"
        columns={columnsFor(siteNames)}
        rows={run.created}
        rowKey={(thing) => thing.id}
        empty={null}
      />
      {asking ? <RemoveDialog run={run} standing={standing} onClose={() => setAsking(false)} /> : null}
    </section>
  );
}

function columnsFor(siteNames: Record<string, string>): readonly Column<CreatedView>[] {
  return [
    { id: "name", header: "Name", title: true, cell: (thing) => thing.name || "no name" },
    { id: "kind", header: "What", cell: (thing) => wordOf(thing.kind) },
    { id: "site", header: "Site", cell: (thing) => siteNames[thing.siteId] ?? thing.siteId },
    {
      id: "id",
      header: "Id",
      cell: (thing) => <CopyId id={thing.resourceId} label={`${wordOf(thing.kind)} id`} />,
    },
    { id: "made", header: "Made", cell: (thing) => <Time at={thing.createdAt} style="time-seconds" /> },
    {
      id: "state",
      header: "Now",
      cell: (thing) =>
        thing.removedAt ? (
          <span className="text-ink-3">
            removed <Time at={thing.removedAt} style="datetime" />
          </span>
        ) : (
          "standing"
        ),
    },
  ];
}

function RemoveDialog({ run, standing, onClose }: { run: RunDetail; standing: CreatedView[]; onClose: () => void }) {
  const router = useRouter();
  const client = useQueryClient();
  const name = run.planName ?? run.title;
  const remove = useMutation({
    mutationFn: async () => unwrap(await removeRestored({ runId: run.id, confirmation: name })),
    onSuccess: async ({ runId }) => {
      await client.invalidateQueries({ queryKey: queryKeys.run(run.id) });
      router.push(`/runs/${runId}`);
    },
  });
  return (
    <Dialog open onOpenChange={(open) => (open || remove.isPending ? undefined : onClose())}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>Remove everything this restore made</DialogTitle>
          <DialogDescription>
            {formatNoun(standing.length, "thing")} will be deleted with all that was written to them since:{" "}
            {summary(standing)}. Checkpoints, originals and imported backup records stay.
          </DialogDescription>
        </DialogHeader>
        <TypedConfirm
          name={name}
          verb="Remove everything"
          destructive
          pending={remove.isPending}
          failure={remove.error ? failureOf(remove.error) : null}
          onConfirm={() => remove.mutate()}
          onBack={onClose}
        />
      </DialogContent>
    </Dialog>
  );
}

function summary(things: CreatedView[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of things) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => formatNoun(count, wordOf(kind))).join(", ");
}
