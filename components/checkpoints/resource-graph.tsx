"use client";

import { stands } from "@/components/checkpoints/resource-tree";
import { markFill } from "@/components/charts/day-strip";
import { GlyphMark } from "@/components/glyph";
import { lookOf } from "@/components/status";
import { formatGiB, formatNoun } from "@/lib/domain/format";
import type { CapturedView } from "@/lib/domain/checkpoint";
import type { ResourceKind } from "@/lib/domain/resource";
import { KIND_WORDS } from "@/lib/domain/plan-words";

const COLUMN: Record<ResourceKind, number> = {
  "OS::Neutron::Network": 0,
  "OS::Nova::Server": 1,
  "OS::Cinder::Volume": 2,
  "OS::Glance::Image": 2,
};
const WIDTH = 210;
const GAP = 90;
const STEP = 40;
const BOX = 32;

type Placed = { captured: CapturedView; x: number; y: number };

/** What the checkpoint holds, and what of it stands on what: servers in the middle, so that no line crosses a box. */
export function ResourceGraph({ captured }: { captured: readonly CapturedView[] }) {
  const placed = place(captured);
  const used = [...new Set(placed.map(({ x }) => x))];
  const width = Math.max(...used) + WIDTH;
  const height = Math.max(...placed.map(({ y }) => y)) + BOX + 2;
  const edges = placed.flatMap((from) =>
    placed
      .filter((to) => to.x > from.x && (stands(from.captured, to.captured) || stands(to.captured, from.captured)))
      .map((to) => ({ from, to })),
  );
  return (
    <div
      className="overflow-x-auto rounded-md border border-line p-3 max-sm:hidden"
      tabIndex={0}
      role="group"
      aria-label="Graph of the resources, scrolls"
    >
      <svg
        role="img"
        aria-label={describe(captured, edges.length)}
        width={width}
        height={height}
        className="mx-auto block"
      >
        {edges.map(({ from, to }) => (
          <path
            key={`${from.captured.id}-${to.captured.id}`}
            d={`M${from.x + WIDTH} ${from.y + BOX / 2}C${from.x + WIDTH + GAP / 2} ${from.y + BOX / 2} ${to.x - GAP / 2} ${to.y + BOX / 2} ${to.x} ${to.y + BOX / 2}`}
            className="fill-none stroke-input"
          />
        ))}
        {placed.map(({ captured: one, x, y }) => (
          <Box key={one.id} captured={one} x={x} y={y} />
        ))}
      </svg>
    </div>
  );
}

function Box({ captured, x, y }: Placed) {
  const look = lookOf("captured", captured.state);
  const size = captured.sizeGiB === null ? "" : `, ${formatGiB(captured.sizeGiB)}`;
  return (
    <g transform={`translate(${x} ${y})`}>
      <title>{`${captured.name}: ${look.word}${captured.cause ? `, ${captured.cause}` : ""}`}</title>
      <rect x={0.5} y={0.5} width={WIDTH - 1} height={BOX - 1} rx={4} className="fill-background stroke-line" />
      <rect x={0.5} y={0.5} width={3} height={BOX - 1} className={markFill[look.tone]} />
      <GlyphMark shape={look.shape} x={16} y={BOX / 2} size={10} className={TEXT[look.tone]} />
      <text x={28} y={13.5} className="fill-ink text-[12px] font-medium">
        {cut(captured.name, 26)}
      </text>
      <text x={28} y={25.5} className="fill-ink-3 text-[10.5px]">
        {KIND_WORDS[captured.kind].one}
        {size}
      </text>
    </g>
  );
}

const TEXT = {
  kept: "text-kept",
  risk: "text-risk",
  breach: "text-breach",
  critical: "text-critical",
  running: "text-running",
  idle: "text-idle",
} as const;

function place(captured: readonly CapturedView[]): Placed[] {
  const columns = [0, 1, 2]
    .map((column) => captured.filter(({ kind }) => COLUMN[kind] === column))
    .filter((members) => members.length > 0);
  const tallest = Math.max(...columns.map((members) => members.length));
  return columns.flatMap((members, column) => {
    const top = ((tallest - members.length) * STEP) / 2;
    return members.map((one, index) => ({ captured: one, x: column * (WIDTH + GAP), y: 1 + top + index * STEP }));
  });
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

function describe(captured: readonly CapturedView[], edges: number): string {
  return `${formatNoun(captured.length, "resource")} and ${formatNoun(edges, "dependency", "dependencies")} between them; the table below lists them`;
}
