import { expect, test } from "vitest";

import { csvOf } from "@/components/charts/csv";

test.each([
  ["plain cells", [["a", 1, null]], "a,1,\r\n"],
  ["quotes, commas and line ends", [['say "x", y\nz']], '"say ""x"", y\nz"\r\n'],
  ["what a spreadsheet would run", [["=1+1"], ["-2"], ["@x"]], "'=1+1\r\n'-2\r\n'@x\r\n"],
  ["numbers stay numbers", [[-2]], "-2\r\n"],
])("%s", (_name, rows, text) => {
  expect(csvOf(rows)).toBe(text);
});
