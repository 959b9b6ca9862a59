import { Callout } from "@/components/callout";
import { mayRunTwice } from "@/components/failover/failover-words";
import type { FailoverDetail } from "@/lib/domain/failover-view";

/** Both sites may be written to at once: said as long as nobody has seen the old servers stand still. */
export function SplitBrain({ failover }: { failover: FailoverDetail }) {
  const names = mayRunTwice(failover);
  if (names.length === 0) return null;
  const { from, to } = failover;
  return (
    <Callout tone="risk" title="Both sites may be writing" className="mb-3">
      {names.join(", ")} may still run at {from.name} beside {names.length === 1 ? "its successor" : "their successors"}{" "}
      at {to.name}. As soon as {from.name} answers they are shut down; until then keep users and jobs away from it.
    </Callout>
  );
}
