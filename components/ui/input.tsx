import type { ComponentProps } from "react";

import { cn } from "@/lib/utils";

/** The frame that every control with typed or chosen text shares. 16 px on touch: phones zoom in on less. */
export const controlClass =
  "w-full min-w-0 rounded-md border border-input bg-background text-sm text-ink transition-colors placeholder:text-ink-3 disabled:cursor-not-allowed disabled:bg-subtle disabled:text-ink-3 [&[readonly]]:bg-subtle aria-invalid:border-breach aria-invalid:outline-breach pointer-coarse:text-[16px]";

export function Input({ className, type = "text", ...props }: ComponentProps<"input">) {
  return (
    <input
      type={type}
      data-slot="input"
      className={cn(
        controlClass,
        "h-8 px-2.5 file:mr-3 file:border-0 file:bg-transparent file:text-sm file:font-medium file:text-ink",
        className,
      )}
      {...props}
    />
  );
}
