import type { ComponentProps } from "react";

import { controlClass } from "@/components/ui/input";
import { cn } from "@/lib/utils";

/** Grows with its text, from `rows` on. */
export function Textarea({ className, rows = 2, style, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea
      data-slot="textarea"
      rows={rows}
      className={cn(controlClass, "field-sizing-content px-2.5 py-1.5", className)}
      // A field that is sized by its content passes its rows over.
      style={{ minHeight: `calc(${rows}lh + 0.875rem)`, ...style }}
      {...props}
    />
  );
}
