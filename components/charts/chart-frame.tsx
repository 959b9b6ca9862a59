"use client";

import type { ReactNode } from "react";
import { useId, useState } from "react";

import { csvOf, type CsvRow } from "@/components/charts/csv";
import { SectionHeading } from "@/components/section-heading";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";

type ChartFrameProps = {
  /** The finding, as a sentence, or what is drawn. */
  title: ReactNode;
  note?: ReactNode;
  /** Controls of the chart itself: range, rung. */
  controls?: ReactNode;
  /** The drawing, with a text alternative of its own. */
  children: ReactNode;
  legend?: ReactNode;
  /** The same data as a table: the way in for keyboard and ear. */
  table: ReactNode;
  /** The same data for a spreadsheet; the first row names the columns. */
  csv?: { fileName: string; rows: () => readonly CsvRow[] };
};

const faces = [
  { value: "chart", label: "Chart" },
  { value: "table", label: "Table" },
] as const;

/** Every chart has a table twin and a file. */
export function ChartFrame({ title, note, controls, children, legend, table, csv }: ChartFrameProps) {
  const [face, setFace] = useState<(typeof faces)[number]["value"]>("chart");
  const titleId = useId();
  return (
    <section data-slot="chart-frame" aria-labelledby={titleId}>
      <SectionHeading
        id={titleId}
        note={note}
        actions={
          <>
            {controls}
            <Segmented label="Show as" value={face} options={faces} onChange={setFace} />
            {csv ? (
              <Button size="sm" onClick={() => download(csv.fileName, csvOf(csv.rows()))}>
                CSV
              </Button>
            ) : null}
          </>
        }
      >
        {title}
      </SectionHeading>
      {face === "chart" ? (
        <figure>
          {children}
          {legend ? <figcaption className="mt-2">{legend}</figcaption> : null}
        </figure>
      ) : (
        table
      )}
    </section>
  );
}

function download(fileName: string, text: string) {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
