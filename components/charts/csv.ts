export type CsvRow = readonly (string | number | null)[];

/** RFC 4180, with CRLF. A cell that a spreadsheet would run as a formula is disarmed. */
export function csvOf(rows: readonly CsvRow[]): string {
  return rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

function cell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
