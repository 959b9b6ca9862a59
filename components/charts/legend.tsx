import { Glyph, type Shape } from "@/components/glyph";
import { toneInk, type Tone } from "@/components/ui/badge";
import { cn } from "@/lib/utils";

export type LegendEntry = { shape: Shape; tone?: Tone; word: string };

/** Always in sight beside the marks that it explains. */
export function Legend({ entries, className }: { entries: readonly LegendEntry[]; className?: string }) {
  return (
    <ul aria-label="Legend" className={cn("flex flex-wrap gap-x-3 gap-y-1 text-xs text-ink-3", className)}>
      {entries.map((entry) => (
        <li key={entry.word} className="inline-flex items-center gap-1">
          <Glyph shape={entry.shape} className={cn("size-2.5", entry.tone && toneInk[entry.tone])} />
          {entry.word}
        </li>
      ))}
    </ul>
  );
}
