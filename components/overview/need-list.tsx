"use client";

import Link from "next/link";

import { Glyph, type Shape } from "@/components/glyph";
import { SectionHeading } from "@/components/section-heading";
import { Time } from "@/components/time";
import { toneInk } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { NeedView } from "@/lib/domain/overview";
import { cn } from "@/lib/utils";

const shapes: Record<NeedView["kind"], Shape> = {
  "no-point": "critical",
  credential: "failed",
  breach: "breach",
  failed: "failed",
  site: "failed",
  waiting: "waiting",
  partial: "partial",
  "run-failed": "failed",
  unprotected: "partial",
  paused: "paused",
};

/** One line a matter, with what to do about it. */
export function NeedList({ needs }: { needs: readonly NeedView[] }) {
  return (
    <section aria-label="Needs you">
      <SectionHeading
        note={needs.length > 1 ? `${needs.length}, most harmful first` : needs.length === 0 ? "nothing" : null}
      >
        Needs you
      </SectionHeading>
      {needs.length === 0 ? (
        <p className="border-y border-line-soft py-2 text-ink-2">
          Every plan keeps its promise, and no run waits for anyone.
        </p>
      ) : (
        <ul className="border-t border-line-soft">
          {needs.map((need) => (
            <li key={need.id} className="flex items-start gap-2.5 border-b border-line-soft py-1.5">
              <Glyph shape={shapes[need.kind]} className={cn("mt-2 size-2.5", toneInk[need.tone])} />
              <p className="min-w-0 flex-1 py-1">
                <b className="font-semibold">{need.subject}</b> {need.text}
                {need.since ? (
                  <span className="text-ink-3">
                    {" "}
                    Since <Time at={need.since} className="text-xs" />
                  </span>
                ) : null}
              </p>
              <Button size="sm" asChild className="my-0.5">
                <Link href={need.action.href} aria-label={`${need.action.label}: ${need.subject}`}>
                  {need.action.label}
                </Link>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
