"use client";

import { ChevronRight } from "lucide-react";
import { Collapsible as CollapsiblePrimitive } from "radix-ui";
import type { ComponentProps } from "react";

import { cn } from "@/lib/utils";

export const Collapsible = CollapsiblePrimitive.Root;

export function CollapsibleTrigger({
  className,
  children,
  ...props
}: ComponentProps<typeof CollapsiblePrimitive.Trigger>) {
  return (
    <CollapsiblePrimitive.Trigger
      data-slot="collapsible-trigger"
      className={cn("group inline-flex min-h-6 items-center gap-1 text-ink-2 hover:text-ink", className)}
      {...props}
    >
      <ChevronRight
        aria-hidden
        className="size-3.5 transition-transform group-data-[state=open]:rotate-90 rtl:-scale-x-100"
      />
      {children}
    </CollapsiblePrimitive.Trigger>
  );
}

export const CollapsibleContent = CollapsiblePrimitive.Content;
