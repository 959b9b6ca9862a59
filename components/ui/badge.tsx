import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";

import { cn } from "@/lib/utils";

/** What a colour means; the same everywhere, and never without a shape and a word. */
export const TONES = ["kept", "risk", "breach", "critical", "running", "idle"] as const;
export type Tone = (typeof TONES)[number];

export const toneInk: Record<Tone, string> = {
  kept: "text-kept",
  risk: "text-risk",
  breach: "text-breach",
  critical: "text-critical",
  running: "text-running",
  idle: "text-idle",
};

export const badgeVariants = cva(
  "inline-flex max-w-full items-center gap-1 rounded-sm px-1.5 text-xs leading-5 font-medium print:border print:border-line",
  {
    variants: {
      tone: {
        kept: "bg-kept-bg text-kept",
        risk: "bg-risk-bg text-risk",
        breach: "bg-breach-bg text-breach",
        critical: "bg-critical-bg text-critical",
        running: "bg-running-bg text-running",
        idle: "bg-idle-bg text-idle",
        plain: "border border-line text-ink-2",
      },
    },
    defaultVariants: { tone: "plain" },
  },
);

export function Badge({ className, tone, ...props }: ComponentProps<"span"> & VariantProps<typeof badgeVariants>) {
  return <span data-slot="badge" className={cn(badgeVariants({ tone }), className)} {...props} />;
}
