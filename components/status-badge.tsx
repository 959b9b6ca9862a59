import { Glyph } from "@/components/glyph";
import { lookOf, type StatusVocabulary } from "@/components/status";
import { Badge, toneInk } from "@/components/ui/badge";
import { cn } from "@/lib/utils";

type StatusProps<Kind extends keyof StatusVocabulary> = {
  kind: Kind;
  state: StatusVocabulary[Kind];
  /** Says more than the state's own word: "no point for 26 h". */
  text?: string;
  className?: string;
};

/** `<StatusBadge kind="protection" state={plan.exposure.state} />`: shape, word and colour on a ground. */
export function StatusBadge<Kind extends keyof StatusVocabulary>({ kind, state, text, className }: StatusProps<Kind>) {
  const look = lookOf(kind, state);
  return (
    <Badge tone={look.tone} data-state={state} className={cn("whitespace-nowrap", className)}>
      <Glyph shape={look.shape} className="size-2.5" />
      {text ?? look.word}
    </Badge>
  );
}

/** The same without a ground: for rows where many states stand one under another. */
export function StatusText<Kind extends keyof StatusVocabulary>({ kind, state, text, className }: StatusProps<Kind>) {
  const look = lookOf(kind, state);
  return (
    <span data-state={state} className={cn("inline-flex items-center gap-1.5", toneInk[look.tone], className)}>
      <Glyph shape={look.shape} className="size-2.5" />
      {text ?? look.word}
    </span>
  );
}

/** The shape alone; its word is the text alternative. */
export function StatusGlyph<Kind extends keyof StatusVocabulary>({ kind, state, text, className }: StatusProps<Kind>) {
  const look = lookOf(kind, state);
  return <Glyph shape={look.shape} label={text ?? look.word} className={cn(toneInk[look.tone], className)} />;
}
