"use client";

import Link from "next/link";

import { NeedList } from "@/components/overview/need-list";
import { PageHeader } from "@/components/page-header";
import { Button } from "@/components/ui/button";
import { WriteButton } from "@/components/runs/write-button";
import type { OverviewView } from "@/lib/domain/overview";
import { countWords } from "@/lib/domain/plan-words";

const steps = [
  ["Choose what belongs together", "servers and volumes by name, or a rule that finds them anew each time"],
  [
    "Keep the defaults or change them",
    "when, how long, and what is promised; what the plan can keep is worked out before it is saved",
  ],
  ["Take the first checkpoint", "at once, by hand; no server is stopped and no volume detached for it"],
] as const;

/** The truth about an empty project, and the shortest way out of it. */
export function FirstSteps({ overview }: { overview: OverviewView }) {
  const { coverage, canWrite, projectName } = overview;
  const found =
    coverage && coverage.total > 0
      ? `Found in it: ${countWords(coverage.unprotected)}; nothing of that could be restored.`
      : "What its sites hold is being counted.";
  const others = overview.needs.filter(({ kind }) => kind !== "unprotected");
  return (
    <>
      <PageHeader title="Nothing is protected" meta={`Project ${projectName} has no plan. ${found}`} />
      <div className="rounded-lg border border-line px-4 py-4">
        <ol className="grid gap-3">
          {steps.map(([title, text], index) => (
            <li key={title} className="flex gap-3">
              <span
                aria-hidden
                className="figures mt-px flex size-5 shrink-0 items-center justify-center rounded-full border border-line text-ink-2"
              >
                {index + 1}
              </span>
              <p>
                <b className="font-semibold">{title}</b>
                <span className="block text-ink-2">{text}</span>
              </p>
            </li>
          ))}
        </ol>
        <div className="mt-4 flex flex-wrap gap-2">
          {canWrite ? (
            <Button variant="default" asChild>
              <Link href="/plans/new">Make the first plan</Link>
            </Button>
          ) : (
            <WriteButton canWrite={false} variant="default">
              Make the first plan
            </WriteButton>
          )}
          <Button asChild>
            <Link href="/resources">Look at the resources</Link>
          </Button>
        </div>
      </div>
      {others.length > 0 ? <NeedList needs={others} /> : null}
    </>
  );
}
