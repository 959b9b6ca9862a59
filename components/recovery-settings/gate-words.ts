import { formatDuration } from "@/lib/domain/format";
import { gateWords } from "@/lib/domain/failover-plan";
import { gate, type Gate } from "@/lib/domain/recovery-settings";

/** What must hold, for how long it is waited for, and what then. */
export function gateTitle(asked: Gate): string {
  const then = asked.onTimeout === "fail" ? "fails" : "goes on";
  return `${gateWords(asked)}, within ${formatDuration(asked.timeoutSeconds * 1000)}, else it ${then}`;
}

export const GATE_KINDS: Record<Gate["kind"], string> = {
  "port-open": "A port is open",
  http: "A URL answers",
  manual: "A person confirms",
};

/** A gate as it is first shown; what is left empty must be filled in. */
export function newGate(kind: Gate["kind"]): Gate {
  const common = { timeoutSeconds: 300, onTimeout: "fail" } as const;
  if (kind === "port-open") return gate.parse({ kind, port: 22, ...common });
  if (kind === "http") return { kind, url: "", status: 200, contains: "", ...common };
  return { kind, instructions: "", owner: "", ...common, timeoutSeconds: 3600 };
}
