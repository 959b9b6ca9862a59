import { StatusText } from "@/components/status-badge";
import type { FailoverPurpose, WorkloadState } from "@/lib/domain/failover";

type WorkloadTextProps = { purpose: FailoverPurpose; workload: WorkloadState };

/** A failover is undone; a drill has simply ended. */
export function WorkloadText({ purpose, workload }: WorkloadTextProps) {
  const ended = purpose === "drill" && workload === "undone";
  return <StatusText kind="workload" state={workload} text={ended ? "ended" : undefined} />;
}
