export type CsvValue = string | number | boolean | null;

/** A table after RFC 4180: CRLF, quoted where needed. Text that a spreadsheet would run as a formula is made plain. */
export function csv(header: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return [header, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function cell(value: CsvValue): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  // =, +, - and @ begin a formula, also after blanks; tab and line ends can smuggle one into the next cell.
  const plain = /^\s*[=+\-@]|^[\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]|^\s|\s$/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
