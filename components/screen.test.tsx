import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";

import { DayStrip } from "@/components/charts/day-strip";
import { DataTable, type Column } from "@/components/data-table";
import { ErrorState } from "@/components/error-state";
import { looks } from "@/components/status";
import { StatusBadge, StatusGlyph } from "@/components/status-badge";
import { Time } from "@/components/time";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Pagination } from "@/components/ui/pagination";
import { ViewerClock } from "@/components/viewer-clock";
import type { Failure } from "@/lib/domain/errors";

const failure: Failure = {
  code: "unreachable",
  message: "Cinder in RegionOne does not answer.",
  safe: "Nothing was changed.",
  remedy: "Try again in a minute.",
  requestId: "req-1",
};

describe("a state", () => {
  test.each(Object.entries(looks))("of a %s is told from its neighbours without colour", (_kind, states) => {
    const faces = Object.values(states).map((look) => `${look.shape} ${look.word}`);
    expect(new Set(faces).size).toBe(faces.length);
  });

  test("has a shape and a word", () => {
    const html = renderToStaticMarkup(<StatusBadge kind="protection" state="at-risk" />);
    expect(html).toContain('data-shape="partial"');
    expect(html).toContain("at risk");
  });

  test("keeps its word as text alternative where only the shape is shown", () => {
    expect(renderToStaticMarkup(<StatusGlyph kind="site" state="unreachable" />)).toContain('aria-label="unreachable"');
  });
});

describe("a list", () => {
  type Row = { id: string };
  const columns: Column<Row>[] = [
    { id: "name", header: "Name", title: true, sortKey: "name", cell: (row) => row.id },
    { id: "size", header: "Size", align: "end", cell: () => "1 GiB" },
  ];
  const table = (rows: Row[] | undefined, problem?: Failure) =>
    renderToStaticMarkup(
      <DataTable
        label="Plans"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        failure={problem}
        empty={<p>No plan yet.</p>}
        sort={{ by: "name", direction: "asc", hrefFor: (by, direction) => `?sort=${by}.${direction}` }}
      />,
    );

  test("that is not known yet says that it is loading", () => {
    expect(table(undefined)).toContain('aria-label="Loading: Plans"');
  });

  test("without rows says so", () => {
    expect(table([])).toContain("No plan yet.");
  });

  test("that could not be read is a failure, never empty", () => {
    const html = table(undefined, failure);
    expect(html).toContain("does not answer");
    expect(html).not.toContain("No plan yet.");
  });

  test("keeps its last known rows beside the failure", () => {
    const html = table([{ id: "billing" }], failure);
    expect(html).toContain("does not answer");
    expect(html).toContain("billing");
  });

  test("says by what it is sorted and links to the other order", () => {
    const html = table([{ id: "billing" }]);
    expect(html).toContain('aria-sort="ascending"');
    expect(html).toContain('href="?sort=name.desc"');
  });
});

test("a failure says what happened, what is safe and what to do", () => {
  const html = renderToStaticMarkup(<ErrorState failure={failure} />);
  for (const part of [failure.message, failure.safe, failure.remedy, failure.requestId]) expect(html).toContain(part);
  expect(html).toContain('role="alert"');
});

test("a field ties label, hint and error to its control", () => {
  const html = renderToStaticMarkup(
    <Field label="RPO" hint="In minutes" error="At least 5 minutes">
      {(control) => <Input {...control} />}
    </Field>,
  );
  const id = /<label[^>]* for="([^"]+)"/.exec(html)?.[1];
  expect(id).toBeDefined();
  expect(html).toContain(`id="${id}"`);
  expect(html).toContain(`aria-describedby="${id}-hint ${id}-error"`);
  expect(html).toContain('aria-invalid="true"');
});

test("the server writes times in the zone of the viewer's cookie", () => {
  const html = renderToStaticMarkup(
    <ViewerClock zone="Europe/Berlin" now="2026-11-20T10:06:00Z">
      <Time at="2026-11-20T09:00:00Z" />
    </ViewerClock>,
  );
  expect(html).toContain("20 Nov 10:00 CET");
  expect(html).toContain("2026-11-20 09:00:00 UTC");
  expect(html).toContain('dateTime="2026-11-20T09:00:00Z"');
});

test("an unknown zone in the cookie is UTC", () => {
  const html = renderToStaticMarkup(
    <ViewerClock zone="Nowhere/Land" now="2026-11-20T10:06:00Z">
      <Time at="2026-11-20T09:00:00Z" />
    </ViewerClock>,
  );
  expect(html).toContain("20 Nov 09:00 UTC");
});

test("the breadcrumb ends where you are", () => {
  const html = renderToStaticMarkup(<Breadcrumb trail={[{ label: "Plans", href: "/plans" }, { label: "billing" }]} />);
  expect(html).toContain('href="/plans"');
  expect(html).toMatch(/aria-current="page"[^>]*>billing/);
});

test("pages are links to addresses, and the first has none before it", () => {
  const html = renderToStaticMarkup(
    <Pagination page={1} pageSize={25} total={60} noun="plans" hrefFor={(page) => `?page=${page}`} />,
  );
  expect(html).toContain("1–25 of 60 plans");
  expect(html).toContain('href="?page=2"');
  expect(html).not.toContain('href="?page=0"');
});

test("a strip of days is told in words as well", () => {
  const html = renderToStaticMarkup(
    <DayStrip
      days={[
        { day: "2026-11-19", worst: "kept", worstExposureMs: 3_600_000, points: 24 },
        { day: "2026-11-20", worst: "breach", worstExposureMs: 7_500_000, points: 20 },
      ]}
    />,
  );
  expect(html).toContain("2026-11-20: breach, at worst 2\u00a0h\u00a005 exposed");
});
