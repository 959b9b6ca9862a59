import { Legend, type LegendEntry } from "@/components/charts/legend";

const SHAPES: readonly LegendEntry[] = [
  { shape: "complete", tone: "kept", word: "full set" },
  { shape: "partial", tone: "risk", word: "partial, or at risk" },
  { shape: "running", tone: "running", word: "running" },
  { shape: "failed", tone: "breach", word: "failed" },
  { shape: "breach", tone: "breach", word: "breach" },
  { shape: "severe", tone: "breach", word: "severe breach" },
  { shape: "critical", tone: "critical", word: "critical" },
  { shape: "application", tone: "kept", word: "application-consistent" },
  { shape: "immutable", tone: "kept", word: "kept on purpose" },
  { shape: "expiring", tone: "idle", word: "expiring" },
];

/** Always in sight: what the shapes of the calendar and the marks of the day stand for. */
export function TimelineLegend() {
  return (
    <>
      <Legend entries={SHAPES} className="mt-2" />
      <Marks />
    </>
  );
}

const MARKS = [
  ["M2 1v10", "captured", "stroke-kept-mark"],
  ["M1 6h10", "copying", "stroke-kept-mark opacity-40 [stroke-width:4]"],
  ["M6 6v5", "local copy whole", "stroke-kept-mark"],
  ["M3 6a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z", "restorable offsite", "fill-kept-mark"],
  ["M2 5l3 3l5 -6", "verified", "stroke-ink"],
  ["M2 3h8l-4 7z", "event", "fill-ink-2"],
] as const;

function Marks() {
  return (
    <ul aria-label="Marks of the day" className="mt-1 flex flex-wrap gap-x-3 gap-y-1 text-xs text-ink-3">
      {MARKS.map(([path, word, look]) => (
        <li key={word} className="inline-flex items-center gap-1">
          <svg aria-hidden viewBox="0 0 12 12" className="size-3" fill="none" strokeWidth={1.5}>
            <path d={path} className={look} />
          </svg>
          {word}
        </li>
      ))}
    </ul>
  );
}
