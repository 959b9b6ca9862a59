import type { ReactNode } from "react";

import { cn } from "@/lib/utils";

/** Shape first, colour second: each of these is told from the others in black and white. */
export const SHAPES = [
  "complete",
  "partial",
  "running",
  "failed",
  "application",
  "proven",
  "immutable",
  "expiring",
  "breach",
  "severe",
  "critical",
  "pending",
  "waiting",
  "paused",
  "cancelled",
  "unknown",
  "gone",
] as const;
export type Shape = (typeof SHAPES)[number];

const stroke = { fill: "none", stroke: "currentColor", strokeWidth: 1.5 } as const;

const drawings: Record<Shape, ReactNode> = {
  complete: <circle cx="6" cy="6" r="4.5" fill="currentColor" />,
  partial: (
    <>
      <circle cx="6" cy="6" r="4.25" {...stroke} />
      <path d="M6 1.75a4.25 4.25 0 0 0 0 8.5z" fill="currentColor" />
    </>
  ),
  running: <circle cx="6" cy="6" r="4.25" {...stroke} />,
  failed: <path d="m2.5 2.5 7 7m0-7-7 7" {...stroke} strokeWidth="1.8" strokeLinecap="round" />,
  application: <path d="M6 .8 11.2 6 6 11.2.8 6z" fill="currentColor" />,
  proven: <path d="m6 .7 1.6 3.5 3.8.4-2.8 2.6.8 3.8L6 9.1 2.6 11l.8-3.8L.6 4.6l3.8-.4z" fill="currentColor" />,
  immutable: (
    <>
      <path d="M3.75 5.5V3.9a2.25 2.25 0 0 1 4.5 0v1.6" {...stroke} />
      <rect x="2.25" y="5.25" width="7.5" height="5.5" rx="1" fill="currentColor" />
    </>
  ),
  expiring: (
    <path
      d="M2.75 1.5h6.5M2.75 10.5h6.5M3.5 1.5c0 3 2.5 3 2.5 4.5S3.5 7.5 3.5 10.5m5-9C8.5 4.5 6 4.5 6 6s2.5 1.5 2.5 4.5"
      {...stroke}
      strokeWidth="1.3"
    />
  ),
  breach: <path d="M6 1.5 11.3 10.5H.7z" fill="currentColor" />,
  severe: <path d="M6 .5 10.6 6H1.4zM6 6l4.6 5.5H1.4z" fill="currentColor" />,
  critical: <rect x="1.5" y="1.5" width="9" height="9" fill="currentColor" />,
  pending: <circle cx="6" cy="6" r="4.25" {...stroke} strokeDasharray="1.7 1.7" />,
  waiting: (
    <>
      <circle cx="6" cy="6" r="4.25" {...stroke} />
      <path d="M6 6V1.75A4.25 4.25 0 0 1 10.25 6z" fill="currentColor" />
    </>
  ),
  paused: <path d="M4 2v8M8 2v8" {...stroke} strokeWidth="2" />,
  cancelled: (
    <>
      <circle cx="6" cy="6" r="4.25" {...stroke} />
      <path d="m3 9 6-6" {...stroke} />
    </>
  ),
  unknown: <path d="M3.9 4.2A2.1 2.1 0 1 1 6 6.3v1.2M6 9.2v1.4" {...stroke} strokeWidth="1.6" />,
  gone: <path d="M2 6h8" {...stroke} strokeWidth="1.8" />,
};

type GlyphProps = {
  shape: Shape;
  /** The text alternative. Leave it out only where the word stands beside the glyph. */
  label?: string;
  className?: string;
};

export function Glyph({ shape, label, className }: GlyphProps) {
  return (
    <svg
      viewBox="0 0 12 12"
      data-slot="glyph"
      data-shape={shape}
      className={cn("inline-block size-3 shrink-0", className)}
      {...(label ? { role: "img", "aria-label": label } : { "aria-hidden": true })}
    >
      {drawings[shape]}
    </svg>
  );
}

/** The same drawing inside another SVG: a chart's mark, centred on (x, y). */
export function GlyphMark({
  shape,
  x,
  y,
  size = 12,
  className,
}: {
  shape: Shape;
  x: number;
  y: number;
  size?: number;
  className?: string;
}) {
  return (
    <g aria-hidden className={className} transform={`translate(${x - size / 2} ${y - size / 2}) scale(${size / 12})`}>
      {drawings[shape]}
    </g>
  );
}
