import type { ReactNode } from "react";

import { Glyph, type Shape } from "@/components/glyph";
import { toneInk, type Tone } from "@/components/ui/badge";
import { cn } from "@/lib/utils";

const edges: Record<Tone, string> = {
  kept: "border-l-kept-mark",
  risk: "border-l-risk-mark",
  breach: "border-l-breach-mark",
  critical: "border-l-critical-mark",
  running: "border-l-running-mark",
  idle: "border-l-idle-mark",
};

const shapes: Record<Tone, Shape> = {
  kept: "complete",
  risk: "partial",
  breach: "failed",
  critical: "critical",
  running: "running",
  idle: "unknown",
};

type CalloutProps = {
  /** What a link can lead to. */
  id?: string;
  tone: Tone;
  shape?: Shape;
  title?: ReactNode;
  children?: ReactNode;
  /** Buttons, below the text: what can be done about it. */
  actions?: ReactNode;
  /** `alert` for what has just gone wrong, `status` for news; neither for what was there when the page opened. */
  role?: "alert" | "status";
  className?: string;
};

/** One finding that the reader should not miss, with what to do about it. */
export function Callout({ id, tone, shape, title, children, actions, role, className }: CalloutProps) {
  return (
    <div
      id={id}
      role={role}
      data-slot="callout"
      className={cn(
        "flex scroll-mt-20 gap-3 rounded-md border border-l-3 border-line px-3.5 py-2.5",
        edges[tone],
        className,
      )}
    >
      <Glyph shape={shape ?? shapes[tone]} className={cn("mt-1", toneInk[tone])} />
      <div className="min-w-0 flex-1">
        {title ? <p className="font-semibold">{title}</p> : null}
        {children ? <div className={cn(title ? "text-ink-2" : "text-ink")}>{children}</div> : null}
        {actions ? (
          <div data-print="hide" className="mt-2.5 flex flex-wrap gap-2">
            {actions}
          </div>
        ) : null}
      </div>
    </div>
  );
}
