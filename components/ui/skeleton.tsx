import type { ComponentProps } from "react";

import { cn } from "@/lib/utils";

/** Holds the place of what is coming at its true size, so that nothing jumps. */
export function Skeleton({ className, ...props }: ComponentProps<"span">) {
  return (
    <span
      data-slot="skeleton"
      aria-hidden
      className={cn("block h-4 animate-pulse rounded-sm bg-line-soft", className)}
      {...props}
    />
  );
}
