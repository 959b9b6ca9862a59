"use client";

import { Label as LabelPrimitive } from "radix-ui";
import type { ComponentProps } from "react";

import { cn } from "@/lib/utils";

export function Label({ className, ...props }: ComponentProps<typeof LabelPrimitive.Root>) {
  return (
    <LabelPrimitive.Root
      data-slot="label"
      className={cn(
        "inline-flex items-center gap-2 text-sm font-medium text-ink peer-disabled:text-ink-3 group-data-[disabled=true]:text-ink-3",
        className,
      )}
      {...props}
    />
  );
}
