"use client";

import { Switch as SwitchPrimitive } from "radix-ui";
import type { ComponentProps } from "react";

import { cn } from "@/lib/utils";

/** For what takes effect at once; a choice that is saved with a form is a checkbox. */
export function Switch({ className, ...props }: ComponentProps<typeof SwitchPrimitive.Root>) {
  return (
    <SwitchPrimitive.Root
      data-slot="switch"
      className={cn(
        "peer relative inline-flex h-4.5 w-8 shrink-0 items-center rounded-full border border-input bg-idle-bg p-px transition-colors after:absolute after:-inset-1 disabled:opacity-50 data-[state=checked]:border-ink data-[state=checked]:bg-ink",
        className,
      )}
      {...props}
    >
      <SwitchPrimitive.Thumb className="block size-3.5 rounded-full transition-transform data-[state=checked]:translate-x-3.5 data-[state=checked]:bg-inverse data-[state=unchecked]:bg-ink-3" />
    </SwitchPrimitive.Root>
  );
}
