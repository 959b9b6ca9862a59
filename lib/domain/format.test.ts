import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csv } from "./csv";
import { clockText, durationText, percentText, relativeText, sizeText, timeText, zoneName } from "./format";
import { floorPercent } from "./percent";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./zone";

test.each([
  [0, "0 s"],
  [59_999, "59 s"],
  [42 * MINUTE_MS, "42 min"],
  [HOUR_MS, "1 h"],
  [HOUR_MS + 42 * MINUTE_MS, "1 h 42"],
  [HOUR_MS + 2 * MINUTE_MS, "1 h 02"],
  [3 * DAY_MS + 4 * HOUR_MS + 59 * MINUTE_MS, "3 d 4 h"],
  [2 * DAY_MS, "2 d"],
  [-90 * MINUTE_MS, "−1 h 30"],
  [null, "no restorable point"],
  [Infinity, "no restorable point"],
])("%s ms is %s", (ms, text) => {
  expect(durationText(ms)).toBe(text);
});

test("sizes, shares and clocks have units", () => {
  expect([0, 0.5, 1, 1.55, 10.4, 2048, null].map((size) => sizeText(size))).toEqual(["0 GiB", "512 MiB", "1 GiB", "1.6 GiB", "10 GiB", "2 TiB", "size not known"]);
  expect(sizeText(1.5, "de")).toBe("1,5 GiB");
  expect([percentText("99.99"), percentText(null)]).toEqual(["99.99 %", "not enough data"]);
  expect([clockText(245_000), clockText(3_723_000)]).toEqual(["4:05", "1:02:03"]);
});

test("times name their zone", () => {
  const at = Date.parse("2026-03-01T12:30:00Z");
  expect(timeText(at, { zone: "Europe/Lisbon" })).toBe("1 Mar 2026, 12:30 WET");
  expect(timeText(at, { zone: "Europe/Lisbon", style: "time" })).toBe("12:30 WET");
  expect(timeText(at, { zone: "Asia/Kolkata", style: "day" })).toBe("1 Mar 2026");
  const summer = Date.parse("2026-07-01T00:00:00Z");
  expect(["Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC"].map((zone) => zoneName(zone, summer))).toEqual(["CEST", "EDT", "GMT+5:30", "UTC"]);
});

test("relative times use the greatest unit", () => {
  const now = Date.parse("2026-03-01T12:30:00Z");
  expect([300_000, -3 * HOUR_MS, -2 * DAY_MS, 0].map((ms) => relativeText(now + ms, now))).toEqual(["in 5 min", "3 hr ago", "2 days ago", "now"]);
});

test("a share is floored, for any length of time", () => {
  expect([floorPercent(99_996, 100_000), floorPercent(1, 3), floorPercent(5, 5), floorPercent(0, 7)]).toEqual(["99.99", "33.33", "100.00", "0.00"]);
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 2 ** 31 }), (a, b) => {
      const [part, whole] = [Math.min(a, b), Math.max(a, b)];
      const percent = Number(floorPercent(part, whole));
      expect(percent <= (part / whole) * 100 + 1e-9 && percent > (part / whole) * 100 - 0.01 - 1e-9).toBe(true);
      expect(percent === 100).toBe(part === whole);
    }),
  );
});

describe("csv", () => {
  test("quotes after RFC 4180 and runs no formula", () => {
    expect(csv(["name", "n", "note"], [["web, 1", 2, null], ['say "hi"', -3, "=1+1"], ["two\nlines", 0, "@cmd"], ["", 1.5, " -x"]])).toBe(
      'name,n,note\r\n"web, 1",2,\r\n"say ""hi""",-3,\'=1+1\r\n"two\nlines",0,\'@cmd\r\n,1.5,\' -x\r\n',
    );
  });

  test("any text can be read back", () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string({ unit: fc.constantFrom("a", '"', ",", "\r", "\n", "=", " ", "é") }), { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 5 }), (rows) => {
        const read = parse(csv([], rows)).slice(1);
        const plain = (text: string) => (read.flat().includes(text) ? text : `'${text}`);
        expect(read).toEqual(rows.map((row) => row.map(plain)));
        for (const text of read.flat()) expect(text).not.toMatch(/^\s*[=+\-@]/);
      }),
    );
  });
});

/** A strict reader of RFC 4180. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = "";
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const sign = text.charAt(index);
    if (quoted && sign === '"' && text.charAt(index + 1) === '"') field += text.charAt(index++);
    else if (sign === '"') quoted = !quoted;
    else if (!quoted && sign === ",") field = String(row.push(field) && "");
    else if (!quoted && sign === "\r" && text.charAt(index + 1) === "\n") {
      rows.push([...row, field]);
      [row, field] = [[], ""];
      index++;
    } else field += sign;
  }
  return rows;
}
