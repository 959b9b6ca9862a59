"use client";

import { Progress as ProgressPrimitive } from "radix-ui";
import type { ComponentProps } from "react";

import { cn } from "@/lib/utils";

type ProgressProps = Omit<ComponentProps<typeof ProgressPrimitive.Root>, "value"> & {
  /** 0 to 100; null while nobody knows. */
  value: number | null;
  /** What is progressing, for those who do not see the bar. */
  label: string;
};

export function Progress({ className, value, label, ...props }: ProgressProps) {
  const shown = value === null ? null : Math.min(100, Math.max(0, value));
  return (
    <ProgressPrimitive.Root
      data-slot="progress"
      aria-label={label}
      value={shown}
      className={cn("relative h-1.5 w-full overflow-hidden rounded-sm bg-line-soft", className)}
      {...props}
    >
      <ProgressPrimitive.Indicator
        className={cn("block h-full bg-running-mark transition-[width]", shown === null && "w-1/3 animate-pulse")}
        style={shown === null ? undefined : { width: `${shown}%` }}
      />
    </ProgressPrimitive.Root>
  );
}
