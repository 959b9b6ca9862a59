import type { BankText } from "@/lib/domain/bank";
import type { BankContent } from "@/lib/domain/bank-content";

/** The objects of a bank, before they are wrapped. */
export function textsOf({ plan, checkpoints, recovery, failovers, history }: BankContent): BankText[] {
  return [
    asJson("plan", "plan", plan),
    ...checkpoints.map((one) =>
      asJson("checkpoint", `checkpoints/${compact(one.capturedAt ?? one.createdAt)}-${one.id}`, one),
    ),
    ...(recovery ? [asJson("recovery", "recovery", recovery)] : []),
    ...failovers.map((one) => asJson("failover", `failovers/${compact(one.declaredAt)}-${one.id}`, one)),
    ...(history ? [asJson("history", "history", history)] : []),
  ];
}

function asJson(kind: BankText["kind"], stem: string, value: unknown): BankText {
  return { kind, stem, extension: "json", text: JSON.stringify(value) };
}

/** 20261120T100000Z: sorts by time, and is a file's name everywhere. */
function compact(at: string): string {
  return at.replace(/\.\d+/, "").replaceAll(/[-:]/g, "");
}
