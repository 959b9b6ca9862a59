import { formatCount } from "./format";

const NUMBERS = [
  "No",
  "One",
  "Two",
  "Three",
  "Four",
  "Five",
  "Six",
  "Seven",
  "Eight",
  "Nine",
  "Ten",
  "Eleven",
  "Twelve",
] as const;
const upper = (count: number) => NUMBERS[count] ?? formatCount(count);
const lower = (count: number) => upper(count).toLowerCase();

/** "Two of six plans would not keep their promise now" */
export function promiseFinding({ broken, total }: { broken: number; total: number }): string {
  if (total === 1) return `The plan would ${broken === 0 ? "" : "not "}keep its promise now`;
  if (broken === 0) return `${total === 2 ? "Both" : `All ${lower(total)}`} plans would keep their promise now`;
  if (broken === total)
    return `${total === 2 ? "Neither" : "None"} of the ${lower(total)} plans would keep its promise now`;
  return `${upper(broken)} of ${lower(total)} plans would not keep ${broken === 1 ? "its" : "their"} promise now`;
}
