import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";

import { controlClass } from "@/components/ui/input";
import { cn } from "@/lib/utils";

/** The platform's own select: the right choice for long lists and on phones. */
export function NativeSelect({ className, ...props }: ComponentProps<"select">) {
  return (
    <span data-slot="native-select" className="relative block">
      <select className={cn(controlClass, "h-8 appearance-none pr-8 pl-2.5", className)} {...props} />
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2.5 size-3.5 -translate-y-1/2 text-ink-3"
      />
    </span>
  );
}

/** What is stored, and what the reader sees; the empty value stands for none. */
export type SelectOption = readonly [value: string, word: string];

type OptionSelectProps = Omit<ComponentProps<"select">, "value" | "onChange" | "children"> & {
  value: string | null;
  options: readonly SelectOption[];
  onChange: (value: string | null) => void;
};

/** One of a list of words. */
export function OptionSelect({ value, options, onChange, ...props }: OptionSelectProps) {
  return (
    <NativeSelect {...props} value={value ?? ""} onChange={(event) => onChange(event.target.value || null)}>
      {options.map(([option, word]) => (
        <option key={option} value={option}>
          {word}
        </option>
      ))}
    </NativeSelect>
  );
}

/** What can be chosen of things that have a name. */
export function optionsOf(all: string, things: readonly { id: string; name: string }[]): SelectOption[] {
  return [["", all], ...things.map(({ id, name }) => [id, name] as const)];
}
