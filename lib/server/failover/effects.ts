import type { FailoverInput } from "@/lib/domain/failover";

type Facts = { input: FailoverInput; planName: string; from: string; to: string };

/** What happens to the source, and until when all of it can be undone: sentences for the review. */
export function effectsOf({ input: { purpose, mode }, planName, from, to }: Facts): string[] {
  if (purpose === "drill")
    return [
      `${planName} goes on at ${from}: neither its servers nor its schedule are touched.`,
      `The copies at ${to} stand in networks of their own, from which nothing leads out.`,
      "When the drill ends, everything that it made is removed, and a new listing proves it.",
    ];
  const source =
    mode === "planned"
      ? `The servers at ${from} are shut down, a last checkpoint is taken, and they are kept as they are.`
      : `${from} is not asked for anything. As soon as it answers again, its servers are shut down, so that they do not run beside their successors.`;
  return [
    source,
    `Until you commit, undoing it removes what was made at ${to}${mode === "planned" ? ` and starts the servers at ${from} again` : ""}.`,
    `After the commit the plan protects the workload at ${to}, and coming home is a failover in the other direction.`,
  ];
}
