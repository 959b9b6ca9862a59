import "server-only";
import { insertAudit, selectAudit } from "@/lib/db/audit";
import { db } from "@/lib/db/client";
import type { AuditExportQuery, AuditView } from "@/lib/domain/audit";
import { csv, type CsvValue } from "@/lib/domain/csv";
import type { Actor } from "@/lib/domain/permissions";
import { auditScopeOf } from "./queries";

const AT_ONCE = 500;

/** The records as a file, sent while they are still being read. That they were taken away is itself recorded, first. */
export async function exportAudit(actor: Actor, { format, ...filter }: AuditExportQuery): Promise<Response> {
  const narrowed = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null && value !== ""));
  const object = { kind: "audit", id: format, name: `audit as ${format.toUpperCase()}` };
  await insertAudit(db(), { actor, scope: actor, action: "audit.export", object, result: "done", after: narrowed });
  const name = `audit-${actor.projectName}-${new Date().toISOString().slice(0, 10)}.${format}`;
  const disposition = `attachment; filename="${name.replace(/[^\w.-]+/g, "-")}"; filename*=UTF-8''${encodeURIComponent(name)}`;
  const type = format === "csv" ? "text/csv; charset=utf-8" : "application/json";
  return new Response(streamed(format === "csv" ? csvLines(pages(actor, filter)) : jsonLines(pages(actor, filter))), {
    headers: { "content-type": type, "content-disposition": disposition },
  });
}

async function* pages(actor: Actor, filter: Omit<AuditExportQuery, "format">): AsyncGenerator<AuditView[]> {
  let marker: string | null = null;
  do {
    const page: { rows: AuditView[]; nextMarker: string | null } = await selectAudit(auditScopeOf(actor), {
      ...filter,
      marker,
      limit: AT_ONCE,
    });
    yield page.rows;
    marker = page.nextMarker;
  } while (marker !== null);
}

const HEADER = [
  "id",
  "at (UTC)",
  "who",
  "project",
  "action",
  "object kind",
  "object id",
  "object name",
  "result",
  "reason",
  "address",
  "request id",
  "before",
  "after",
];

async function* csvLines(source: AsyncIterable<AuditView[]>): AsyncGenerator<string> {
  yield csv(HEADER, []);
  for await (const rows of source) {
    const text = csv(HEADER, rows.map(cells));
    yield text.slice(text.indexOf("\r\n") + 2);
  }
}

function cells(row: AuditView): CsvValue[] {
  const data = (value: AuditView["before"]) => (value === null ? null : JSON.stringify(value));
  return [
    row.id,
    row.at,
    row.actorName,
    row.projectName,
    row.action,
    row.objectKind,
    row.objectId,
    row.objectName,
    row.result,
    row.reason,
    row.address,
    row.requestId,
    data(row.before),
    data(row.after),
  ];
}

async function* jsonLines(source: AsyncIterable<AuditView[]>): AsyncGenerator<string> {
  let first = true;
  yield "[";
  for await (const rows of source) {
    for (const row of rows) {
      yield `${first ? "" : ","}\n${JSON.stringify(row)}`;
      first = false;
    }
  }
  yield "\n]\n";
}

function streamed(source: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await source.next();
      if (done) return controller.close();
      controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await source.return(undefined);
    },
  });
}
