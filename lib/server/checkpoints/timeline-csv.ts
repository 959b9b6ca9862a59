import "server-only";
import type { Scope } from "@/lib/domain/permissions";
import type { DayPoint, TimelinePointsQuery } from "@/lib/domain/timeline";
import { csv, type CsvValue } from "@/lib/domain/csv";
import { everyPoint } from "./timeline";

const HEADER = [
  "checkpoint",
  "state",
  "trigger",
  "begun (UTC)",
  "captured (UTC)",
  "restorable locally (UTC)",
  "restorable offsite (UTC)",
  "verified (UTC)",
  "gone (UTC)",
  "consistency",
  "captured resources",
  "resources",
  "size (GiB)",
  "kind of copy",
  "chain length",
  "kept on purpose",
  "cause",
];

/** The points as a file, sent while it is still being read. */
export function pointsCsv(
  scope: Scope,
  query: Pick<TimelinePointsQuery, "planId" | "from" | "to">,
): ReadableStream<Uint8Array> {
  const pages = everyPoint(scope, query);
  const encoder = new TextEncoder();
  let first = true;
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await pages.next();
      if (done) return controller.close();
      const text = csv(HEADER, value.map(toCells));
      controller.enqueue(encoder.encode(first ? text : text.slice(text.indexOf("\r\n") + 2)));
      first = false;
    },
    async cancel() {
      await pages.return(undefined);
    },
  });
}

function toCells(point: DayPoint): CsvValue[] {
  return [
    point.id,
    point.state,
    point.trigger,
    point.createdAt,
    point.capturedAt,
    point.localAt,
    point.offsiteAt,
    point.verifiedAt,
    point.goneAt,
    point.consistency,
    point.capturedCount,
    point.memberCount,
    point.sizeGiB,
    point.capturedAt === null ? null : point.full ? "full" : "incremental",
    point.chainLength,
    point.pinned ? "yes" : "no",
    point.cause,
  ];
}
