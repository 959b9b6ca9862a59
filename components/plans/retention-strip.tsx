"use client";

import { useWidth } from "@/components/charts/use-width";
import type { Retention } from "@/lib/domain/plan";
import type { RetentionPreview } from "@/lib/domain/plan-preview";
import { cn } from "@/lib/utils";

type Point = RetentionPreview["points"][number];
type RetentionStripProps = { points: Point[]; until: string; retention: Retention };

const ROWS = [
  { by: "last", label: "last" },
  { by: "hourly", label: "hourly" },
  { by: "daily", label: "daily" },
  { by: "weekly", label: "weekly" },
  { by: "monthly", label: "monthly" },
  { by: "newest", label: "newest" },
  { by: "chain", label: "chain" },
] as const;

const DAY_MS = 86_400_000;
const TICKS = [
  { days: 1, label: "1 d" },
  { days: 7, label: "1 w" },
  { days: 30, label: "1 m" },
  { days: 90, label: "3 m" },
  { days: 365, label: "1 y" },
  { days: 1095, label: "3 y" },
] as const;

const NARROWEST = 260;
const LEFT = 64;
const RIGHT = 44;
const ROW_HEIGHT = 20;

/**
 * One row a rule, one mark a point that it keeps; age runs to the left on a root scale, or the newest ones would
 * lie on top of each other. Filled: full copies; hollow: incremental ones.
 */
export function RetentionStrip({ points, until, retention }: RetentionStripProps) {
  const { ref, width: room } = useWidth<HTMLDivElement>(640);
  const width = Math.max(NARROWEST, room);
  const end = Date.parse(until);
  const ageDays = (point: Point) => Math.max(0, (end - Date.parse(point.at)) / DAY_MS);
  const oldest = Math.max(
    1,
    ...points.map(ageDays),
    retention.maxAgeDays === null ? 0 : Math.min(retention.maxAgeDays, 1.3 * Math.max(1, ...points.map(ageDays))),
  );
  const x = (days: number) => width - RIGHT - Math.sqrt(days / oldest) * (width - LEFT - RIGHT);
  const rows = ROWS.map((row) => ({ ...row, kept: points.filter((point) => keeps(point, row.by)) })).filter(
    (row) => row.kept.length > 0,
  );
  const height = rows.length * ROW_HEIGHT + 22;
  const limit = retention.maxAgeDays !== null && retention.maxAgeDays <= oldest ? x(retention.maxAgeDays) : null;
  return (
    <div ref={ref} className="overflow-x-auto">
      <svg width={width} height={height} role="img" aria-label={summary(rows)} className="font-mono text-2xs">
        {TICKS.filter(({ days }) => days <= oldest).map(({ days, label }) => (
          <g key={label}>
            <line x1={x(days)} x2={x(days)} y1={0} y2={height - 18} className="stroke-line-soft" />
            <text x={x(days)} y={height - 5} textAnchor="middle" className="fill-ink-3">
              {label}
            </text>
          </g>
        ))}
        <text x={width - RIGHT} y={height - 5} textAnchor="middle" className="fill-ink-3">
          now
        </text>
        {limit === null ? null : (
          <line x1={limit} x2={limit} y1={0} y2={height - 18} strokeDasharray="3 3" className="stroke-breach-mark" />
        )}
        {rows.map((row, index) => (
          <Row
            key={row.by}
            label={row.label}
            kept={row.kept}
            y={index * ROW_HEIGHT + 10}
            x={(point) => x(ageDays(point))}
            end={width}
            quiet={row.by === "chain" || row.by === "newest"}
          />
        ))}
      </svg>
    </div>
  );
}

// The newest one is kept by name only where no rule keeps it anyway.
function keeps(point: Point, by: (typeof ROWS)[number]["by"]): boolean {
  return by === "newest"
    ? point.keptBy.every((other) => other === "newest" || other === "chain") && point.keptBy.includes("newest")
    : point.keptBy.includes(by);
}

type RowProps = { label: string; kept: Point[]; y: number; x: (point: Point) => number; end: number; quiet: boolean };

function Row({ label, kept, y, x, end, quiet }: RowProps) {
  return (
    <g>
      <text x={0} y={y + 4} className="fill-ink-2">
        {label}
      </text>
      <line x1={LEFT} x2={end - RIGHT} y1={y} y2={y} className="stroke-line-soft" />
      {kept.map((point) => (
        <circle
          key={point.at}
          cx={x(point)}
          cy={y}
          r={3.2}
          strokeWidth={1.4}
          className={cn(
            quiet ? "stroke-idle-mark" : "stroke-kept-mark",
            point.full ? (quiet ? "fill-idle-mark" : "fill-kept-mark") : "fill-background",
          )}
        />
      ))}
      <text x={end} y={y + 4} textAnchor="end" className="fill-ink">
        {kept.length}
      </text>
    </g>
  );
}

function summary(rows: { label: string; kept: Point[] }[]): string {
  return `Points alive by rule: ${rows.map((row) => `${row.label} ${row.kept.length}`).join(", ")}`;
}
