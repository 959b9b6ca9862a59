"use client";

import Link from "next/link";

import { formatNoun } from "@/lib/domain/format";
import { SectionHeading } from "@/components/section-heading";
import { Time } from "@/components/time";
import type { CheckpointPageView } from "@/lib/domain/checkpoint-page";

const MOST = 12;

/** What the checkpoint's bytes build upon, and what builds upon them: neither can go while the other needs it. */
export function Chain({ checkpoint }: { checkpoint: CheckpointPageView }) {
  const { needs, neededBy, full, capturedAt } = checkpoint;
  if (capturedAt === null) return null;
  return (
    <section>
      <SectionHeading note={full && neededBy.length === 0 ? "stands alone" : "the retention never breaks it"}>
        Chain
      </SectionHeading>
      <dl className="grid gap-2">
        <Links term="Builds upon" none={full ? "nothing: every copy is full" : "nothing that is known"} links={needs} />
        <Links term="Needed by" none="no other checkpoint" links={neededBy} />
      </dl>
    </section>
  );
}

function Links({ term, none, links }: { term: string; none: string; links: CheckpointPageView["needs"] }) {
  return (
    <div className="grid gap-x-4 sm:grid-cols-[6.5rem_minmax(0,1fr)]">
      <dt className="text-ink-3">{term}</dt>
      <dd>
        {links.length === 0 ? (
          none
        ) : (
          <ul className="flex flex-wrap gap-x-3 gap-y-1">
            {links.slice(0, MOST).map((link) => (
              <li key={link.id}>
                <Link href={`/checkpoints/${link.id}`} className="quiet-link">
                  {link.capturedAt ? <Time at={link.capturedAt} /> : "one without a time"}
                </Link>
              </li>
            ))}
            {links.length > MOST ? (
              <li className="text-ink-3">and {formatNoun(links.length - MOST, "other")}</li>
            ) : null}
          </ul>
        )}
      </dd>
    </div>
  );
}

export function Events({ checkpoint }: { checkpoint: CheckpointPageView }) {
  return (
    <section>
      <SectionHeading>Events</SectionHeading>
      <ol className="border-l border-line">
        {checkpoint.events.map((event, index) => (
          <li key={`${event.at}-${index}`} className="flex flex-wrap gap-x-3 py-1 pl-3">
            <Time at={event.at} style="datetime-seconds" className="text-ink-3" />
            <span>
              {event.what}
              {event.by ? <span className="text-ink-3"> by {event.by}</span> : null}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
