"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";

import { Callout } from "@/components/callout";
import { getJson } from "@/components/request";
import { Button } from "@/components/ui/button";
import { openFailover, type OpenFailover } from "@/lib/domain/open-failover";
import { queryKeys } from "@/lib/query-keys";

const EVERY_MS = 15_000;

type OpenFailoversProps = {
  /** Those of these plans, and those that made this resource. */
  planIds: readonly string[];
  resourceId?: string;
};

/** Leads to what is under way, or waits for a decision, about what is on screen. */
export function OpenFailovers({ planIds, resourceId }: OpenFailoversProps) {
  const { data = [] } = useQuery({
    queryKey: queryKeys.openFailovers(),
    queryFn: ({ signal }) => getJson("/api/failovers", openFailover.array(), signal),
    refetchInterval: EVERY_MS,
  });
  const made = (one: OpenFailover) => resourceId !== undefined && one.successorIds.includes(resourceId);
  return data
    .filter((one) => planIds.includes(one.planId) || made(one))
    .map((one) => <Open key={one.id} failover={one} made={made(one)} />);
}

function Open({ failover: { id, planName, purpose, toName }, made }: { failover: OpenFailover; made: boolean }) {
  const drill = purpose === "drill";
  const open = drill ? `A drill of ${planName} stands at ${toName}` : `${planName} is being failed over to ${toName}`;
  return (
    <Callout
      tone={drill ? "running" : "risk"}
      title={open}
      className="mb-3"
      actions={
        <Button asChild size="sm">
          <Link href={`/failovers/${id}`}>{drill ? "Go to the drill" : "Go to the failover"}</Link>
        </Button>
      }
    >
      {made
        ? `This was made by it, in the place of what ${planName} protects.`
        : "It waits for its end or for a decision."}
    </Callout>
  );
}
